import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BLACK,
  contrast,
  mix,
  parseHex,
  type Rgb,
  reach,
  readableOn,
  toHex,
  WHITE,
} from '../../../widget/theme/contrast'

const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)) as fc.Arbitrary<Rgb>

describe('contrast', () => {
  it('is 21 between black and white, and 1 with itself', () => {
    expect(contrast(BLACK, WHITE)).toBeCloseTo(21)
    expect(contrast([31, 111, 84], [31, 111, 84])).toBe(1)
  })

  it('knows the grey that just passes on white', () => {
    expect(contrast([118, 118, 118], WHITE)).toBeGreaterThanOrEqual(4.5)
    expect(contrast([119, 119, 119], WHITE)).toBeLessThan(4.5)
  })

  it('always finds a text colour that reaches 4.5', () => {
    fc.assert(fc.property(colour, ground => contrast(readableOn(ground), ground) >= 4.5))
  })

  it('moves a colour only when it has to', () => {
    expect(reach([31, 111, 84], [WHITE], 4.5)).toEqual([31, 111, 84])
    fc.assert(fc.property(colour, own => contrast(reach(own, [WHITE], 4.5), WHITE) >= 4.5))
  })
})

describe('a hex colour', () => {
  it('survives reading and writing', () => {
    fc.assert(fc.property(colour, own => void expect(parseHex(toHex(own))).toEqual(own)))
  })

  it.each(['', 'red', '#fff', '#12345g', '#1f6f54;}', null, undefined])('is not %j', text => {
    expect(parseHex(text)).toBeNull()
  })

  it('mixes from one to the other', () => {
    expect(mix(BLACK, WHITE, 0)).toEqual(BLACK)
    expect(mix(BLACK, WHITE, 1)).toEqual(WHITE)
  })
})
