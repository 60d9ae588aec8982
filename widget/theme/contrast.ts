/** A colour as red, green and blue from 0 to 255. */
export type Rgb = [number, number, number]

export const BLACK: Rgb = [0, 0, 0]
export const WHITE: Rgb = [255, 255, 255]

/** WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for what is not text. */
export const TEXT = 4.5
export const SHAPE = 3

/** `#1f6f54` in numbers; anything else is null. */
export function parseHex(hex: string | null | undefined): Rgb | null {
  if (!hex || !/^#[0-9a-f]{6}$/i.test(hex)) return null
  return [1, 3, 5].map(start => Number.parseInt(hex.slice(start, start + 2), 16)) as Rgb
}

export const toHex = (colour: Rgb): string =>
  `#${colour.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** `share` of the second colour, from 0 to 1, in the first. */
export const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((part, i) => part + ((b[i] as number) - part) * share) as Rgb

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** From 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** White where it can be read, black otherwise: one of the two always reaches 4.5. White's luminance is 1. */
export const readableOn = (colour: Rgb): Rgb => (1.05 / (luminance(colour) + 0.05) >= TEXT ? WHITE : BLACK)

/** The colour, moved towards black or white only as far as it must to reach `ratio` on every one of `grounds`. */
export function reach(colour: Rgb, grounds: Rgb[], ratio: number): Rgb {
  const towards = luminance(grounds[0] as Rgb) > 0.18 ? BLACK : WHITE
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(colour, towards, share)
    if (grounds.every(ground => contrast(moved, ground) >= ratio)) return moved
  }
  return towards
}
