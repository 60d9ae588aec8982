/** The colours all pictures are painted with. */
export const paint = {
  porcelain: '#fcf9f4',
  shade: '#e2d8ca',
  gilt: '#bf9a52',
  giltDark: '#97753a',
  fig: '#7a3049',
  rose: '#cf8091',
  blush: '#ecc4c7',
  leaf: '#71875f',
  leafDark: '#55694a',
  ink: '#453b34',
  slate: '#4c5359',
  slateDark: '#3b4146',
  willow: '#b98f5a',
  willowDark: '#8d683b',
  cocoa: '#714a36',
  cocoaDark: '#573727',
  jam: '#a12a3f',
  cream: '#f4ead3',
  creamDark: '#dccfb0',
  sky: '#a8c0c8',
  glass: '#eef4f3',
  flame: '#f4b04e',
  red: '#b8323a',
}

/** Half of 160, in the middle of a 240 square. */
export const HEART =
  'M120 204C62 158 38 124 38 90c0-28 20-48 45-48 17 0 30 9 37 25 7-16 20-25 37-25 25 0 45 20 45 48 0 34-24 68-82 114z'

export const shadow = (cx: number, cy: number, rx: number, ry = 7) => (
  <ellipse class="shadow" cx={cx} cy={cy} rx={rx} ry={ry} />
)

/** Checked cloth. */
export function gingham(x: number, y: number, columns: number, rows: number, size: number, color: string) {
  const cells = Array.from(
    { length: columns * rows },
    (_, at) => [at % columns, Math.floor(at / columns)] as const,
  )
  return cells
    .filter(([column, row]) => column % 2 === 0 || row % 2 === 0)
    .map(([column, row]) => (
      <rect
        key={`${column}-${row}`}
        x={x + column * size}
        y={y + row * size}
        width={size}
        height={size}
        fill={color}
        opacity={column % 2 === row % 2 ? 1 : 0.5}
      />
    ))
}

export const flame = (x: number, y: number) => (
  <>
    <circle cx={x} cy={y} r="34" fill={paint.flame} opacity=".12" />
    <circle cx={x} cy={y} r="20" fill={paint.flame} opacity=".18" />
    <path d={`M${x} ${y - 16}c7 9 8 13 8 17a8 8 0 0 1-16 0c0-4 2-8 8-17z`} fill={paint.flame} />
    <path d={`M${x} ${y - 3}c3 4 4 5 4 7a4 4 0 0 1-8 0c0-2 1-3 4-7z`} fill={paint.porcelain} />
  </>
)
