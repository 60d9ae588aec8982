import type { BadgeIcon } from '../../../sdk/contract'
import { Icon, type IconName } from '../icon'

/** The panel has these already. Without an icon of its own a badge is a flag. */
const KNOWN: Record<string, IconName> = { star: 'earn', gift: 'rewards', crown: 'crown' }

const PATHS: Record<string, string> = {
  heart: 'M12 20C5 15 3 11.5 3 8.5a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3-2 6.5-9 11.5z',
  medal: 'M8 13 6 21l6-3 6 3-2-8M12 15a6 6 0 1 0 0-12a6 6 0 0 0 0 12z',
  flame: 'M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-3.5 2-4.5 0 2 1 3 2 3 1.5-2.5 0-6 2-9.5z',
  leaf: 'M5 20C5 9 10 4 20 4c0 10-5 14-11 14M5 20c2-5 5-8 9-10',
  bolt: 'M13 3 5 14h6l-1 7 9-12h-6z',
} satisfies Record<Exclude<BadgeIcon, 'star' | 'gift' | 'crown'>, string>

/** Decoration only: the badge's name stands beside it. */
export const Badge = ({ icon }: { icon: BadgeIcon | null }) => (
  <span class="round">
    <Icon name={KNOWN[icon ?? ''] ?? 'missions'} path={PATHS[icon ?? '']} />
  </span>
)
