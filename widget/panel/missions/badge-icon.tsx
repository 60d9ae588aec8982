import type { BadgeIcon } from '../../../sdk/contract'

const PATHS: Record<BadgeIcon, string> = {
  star: 'M12 3l2.6 5.6 6 .8-4.4 4.2 1.1 6L12 16.6l-5.3 3 1.1-6L3.4 9.4l6-.8z',
  heart: 'M12 20C5 15 3 11.5 3 8.5a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3-2 6.5-9 11.5z',
  medal: 'M8 13 6 21l6-3 6 3-2-8M12 15a6 6 0 1 0 0-12a6 6 0 0 0 0 12z',
  flame: 'M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-3.5 2-4.5 0 2 1 3 2 3 1.5-2.5 0-6 2-9.5z',
  gift: 'M4 9h16v4H4zM6 13v7h12v-7M12 9v11M12 9C8 9 7 4.5 9.5 4.5S12 9 12 9zM12 9c4 0 5-4.5 2.5-4.5S12 9 12 9z',
  leaf: 'M5 20C5 9 10 4 20 4c0 10-5 14-11 14M5 20c2-5 5-8 9-10',
  crown: 'M4 8l4 3.5L12 6l4 5.5L20 8l-1.5 9.5h-13z',
  bolt: 'M13 3 5 14h6l-1 7 9-12h-6z',
}

/** Decoration only: the badge's name stands beside it. Without one, a flag. */
export const Badge = ({ icon }: { icon: BadgeIcon | null }) => (
  <span class="round">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={icon ? PATHS[icon] : 'M5 21V4h12l-2 4 2 4H5'} />
    </svg>
  </span>
)
