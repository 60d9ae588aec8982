import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, type Rgb, toHex } from '../../../widget/theme/contrast'
import { palette, placeCss, themeCss } from '../../../widget/theme/palette'

const accent = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(rgb => toHex(rgb as Rgb))
const TEXT_PAIRS = [
  ['ink', 'ground'],
  ['ink', 'soft'],
  ['ink', 'tint'],
  ['muted', 'ground'],
  ['muted', 'soft'],
  ['muted', 'tint'],
  ['accent', 'ground'],
  ['accent', 'soft'],
  ['accent', 'tint'],
  ['on-fill', 'fill'],
  ['bad', 'ground'],
  ['bad', 'soft'],
] as const

describe.each([false, true])('the palette, dark: %s', dark => {
  it.each(TEXT_PAIRS)('has %s readable on %s, whatever the accent', (text, ground) => {
    fc.assert(
      fc.property(accent, own => {
        const colours = palette(own, dark)
        expect(contrast(colours[text] as Rgb, colours[ground] as Rgb)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('has edges that can be seen', () => {
    fc.assert(
      fc.property(accent, own => {
        const { edge, ground } = palette(own, dark) as Record<string, Rgb>
        expect(contrast(edge as Rgb, ground as Rgb)).toBeGreaterThanOrEqual(3)
      }),
    )
  })
})

describe('the theme', () => {
  it('follows the shopper unless the merchant has chosen', () => {
    expect(themeCss({ accent: '#1f6f54', scheme: 'auto' })).toContain('@media (prefers-color-scheme:dark)')
    expect(themeCss({ accent: '#1f6f54', scheme: 'light' })).not.toContain('dark')
    expect(themeCss({ accent: '#1f6f54', scheme: 'dark' })).toMatch(/^:host\{color-scheme:dark/)
  })

  it('lets nothing of a broken theme into the style sheet', () => {
    const css = themeCss({ accent: '#fff}body{display:none', scheme: 'light' })
    expect(css).not.toContain('body')
    expect(placeCss({ side: 'left}' as never, offset: '1px}' as never }, 64)).toContain('--laurel-away:NaNpx')
  })
})
