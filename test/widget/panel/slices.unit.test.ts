import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WheelView } from '../../../sdk/contract'
import { outline, wrap } from '../../../widget/panel/disc/outline'
import { restAngle, slicesOf } from '../../../widget/panel/wheel/slices'

const wheel = {
  prizes: [
    { id: 'a', name: 'Ten', color: '#112233' },
    { id: 'b', name: 'Gone', color: null },
    { id: 'c', name: 'Tea', color: null },
  ],
} as unknown as WheelView

describe('slices', () => {
  it('are what can be hit now, in the server’s order, with live chances', () => {
    const odds = [
      { prizeId: 'a', weight: 1 },
      { prizeId: 'b', weight: 0 },
      { prizeId: 'c', weight: 2 },
      { prizeId: null, weight: 1 },
    ]
    expect(slicesOf(wheel, odds, 'No win')).toEqual([
      { prizeId: 'a', name: 'Ten', color: '#112233', chance: 0.25 },
      { prizeId: 'c', name: 'Tea', color: null, chance: 0.5 },
      { prizeId: null, name: 'No win', color: undefined, chance: 0.25 },
    ])
  })

  it('draw a whole circle even when there is one', () => {
    expect(outline(0, 1, 150)).toBe(
      'M0 0 0.00 -150.00A150 150 0 0 1 0.00 150.00A150 150 0 0 1 -0.00 -150.00z',
    )
  })
})

describe('the disc', () => {
  const spins = fc.record({
    count: fc.integer({ min: 1, max: 25 }),
    place: fc.nat(24),
    within: fc.double({ min: 0.15, max: 0.85, noNaN: true }),
    from: fc.double({ min: -16, max: 360_000, noNaN: true }),
  })

  it('comes to rest with the drawn slice under the pointer', () => {
    fc.assert(
      fc.property(spins, ({ count, place, within, from }) => {
        const i = place % count
        const angle = restAngle(i + within, count, from, 5)
        const under = ((((-angle % 360) + 360) % 360) / 360) * count
        expect(Math.floor(under + 1e-6) % count).toBe(i)
      }),
    )
  })

  it('turns at least five and at most six times', () => {
    fc.assert(
      fc.property(spins, ({ count, place, within, from }) => {
        const turned = (restAngle((place % count) + within, count, from, 5) - from) / 360
        expect(turned).toBeGreaterThanOrEqual(5 - 1e-6)
        expect(turned).toBeLessThanOrEqual(6 + 1e-6)
      }),
    )
  })
})

describe('the name on a slice', () => {
  it.each([
    ['10 % off', ['10 % off']],
    ['Better luck tomorrow', ['Better luck', 'tomorrow']],
    ['Verylongprizename', ['Verylongpriz…']],
  ])('%s', (name, lines) => {
    expect(wrap(name, 13)).toEqual(lines)
  })
})
