const PATHS = {
  home: 'M4 11.5 12 4l8 7.5M6 10v9h12v-9M10 19v-5h4v5',
  earn: 'M12 3l2.6 5.6 6 .8-4.4 4.2 1.1 6L12 16.6l-5.3 3 1.1-6L3.4 9.4l6-.8z',
  wheel: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 3v18M3 12h18M5.6 5.6l12.8 12.8M18.4 5.6 5.6 18.4',
  codes: 'M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7.5v1.5M14 11.3v1.4M14 15v1.5',
  activity: 'M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16zM12 8v4.5l3 1.8',
  rewards:
    'M4 9h16v4H4zM6 13v7h12v-7M12 9v11M12 9C8 9 7 4.5 9.5 4.5S12 9 12 9zM12 9c4 0 5-4.5 2.5-4.5S12 9 12 9z',
  refer:
    'M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6M18 14a6.5 6.5 0 0 1 3.5 6',
  missions: 'M5 21V4h12l-2 4 2 4H5',
  bag: 'M5 8h14l1 12H4zM9 8V7a3 3 0 0 1 6 0v1',
  close: 'M6 6l12 12M18 6 6 18',
  chevron: 'M9 5l7 7-7 7',
  crown: 'M4 8l4 3.5L12 6l4 5.5L20 8l-1.5 9.5h-13z',
}

export type IconName = keyof typeof PATHS

/** Decoration only: what it means is always said in words beside it. */
export const Icon = ({ name, path }: { name: IconName; path?: string }) => (
  <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
    <path d={path ?? PATHS[name]} />
  </svg>
)
