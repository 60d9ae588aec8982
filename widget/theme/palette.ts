import type { Theme } from '../../sdk/contract'
import { mix, parseHex, type Rgb, reach, readableOn, SHAPE, TEXT, toHex, WHITE } from './contrast'

const LAUREL: Rgb = [31, 111, 84]
const INK: Rgb = [24, 27, 32]
const NIGHT: Rgb = [23, 25, 29]
const MIST: Rgb = [240, 242, 245]
/** Of a filled shape with a label of its own: only a brand that is almost black is lifted off the night. */
const VISIBLE = 1.6

/** Every colour of the widget for one scheme, from the merchant's one accent. */
export function palette(accent: string, dark: boolean): Record<string, Rgb> {
  const own = parseHex(accent) ?? LAUREL
  const ground = dark ? NIGHT : WHITE
  const ink = dark ? MIST : INK
  const soft = mix(ground, mix(own, ink, 0.5), dark ? 0.07 : 0.045)
  const tint = mix(ground, own, dark ? 0.2 : 0.1)
  const fill = dark ? reach(own, [ground], VISIBLE) : own
  return {
    ground,
    soft,
    tint,
    ink,
    line: mix(ground, ink, dark ? 0.16 : 0.12),
    edge: reach(mix(ground, ink, 0.4), [ground, soft], SHAPE),
    muted: reach(mix(ground, ink, 0.6), [ground, soft, tint], TEXT),
    fill,
    'on-fill': readableOn(fill),
    accent: reach(own, [ground, soft, tint], TEXT),
    bad: reach([196, 43, 43], [ground, soft], TEXT),
  }
}

/** The palette as custom properties of the host, following the shopper's scheme where the merchant lets it. */
export function themeCss({ accent, scheme }: Pick<Theme, 'accent' | 'scheme'>): string {
  const block = (dark: boolean) => {
    const colours = Object.entries(palette(accent, dark)).map(
      ([name, rgb]) => `--laurel-${name}:${toHex(rgb)}`,
    )
    return `:host{color-scheme:${dark ? 'dark' : 'light'};${colours.join(';')}}`
  }
  if (scheme !== 'auto') return block(scheme === 'dark')
  return `${block(false)}@media (prefers-color-scheme:dark){${block(true)}}`
}

/** The panel's corner, `abovePx` over the launcher. */
export function placeCss({ side, offset }: Pick<Theme, 'side' | 'offset'>, abovePx: number): string {
  const corner = side === 'left' ? 'left' : 'right'
  return `:host{--laurel-away:${Number(offset)}px;--laurel-above:${abovePx}px}dialog[open],.card{${corner}:var(--laurel-away)}`
}
