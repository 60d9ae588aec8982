import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain, type FrozenRule, pointsFor } from '../../../api/earning/calculate'
import { type Earn, Earn as EarnSchema, Note } from '../../../sdk/contract'
import { exclude } from './orders'

const frozen = (earn: object, changed: Partial<FrozenRule> = {}): FrozenRule => ({
  ruleId: 'purchase',
  name: 'Every purchase',
  earn: EarnSchema.parse(earn),
  exclude: exclude(),
  minimumSpend: 0,
  multiplier: 1,
  because: [],
  pendingDays: 0,
  pointValue: 1,
  ...changed,
})
const perPound = (rounding: 'down' | 'nearest' | 'up', changed: Partial<FrozenRule> = {}) =>
  frozen({ kind: 'perUnit', points: 3, per: 200, currency: 'GBP', rounding }, changed)
const percent = (percent: number, changed: Partial<FrozenRule> = {}) =>
  frozen({ kind: 'percent', percent, currency: 'GBP' }, changed)

const rounding = fc.constantFrom('down', 'nearest', 'up')
const amount = fc.oneof(fc.nat({ max: 100_000 }), fc.nat({ max: 1_000_000_000_000 }))
const hundredths = (max: number) => fc.integer({ min: 1, max: max * 100 }).map(each => each / 100)
const earn: fc.Arbitrary<Earn> = fc.oneof(
  fc.record({
    kind: fc.constant('perUnit' as const),
    points: fc.integer({ min: 1, max: 1_000_000_000 }),
    per: fc.integer({ min: 1, max: 1_000_000 }),
    currency: fc.constant('GBP'),
    rounding,
  }),
  fc.record({
    kind: fc.constant('percent' as const),
    percent: hundredths(100),
    currency: fc.constant('GBP'),
    rounding,
  }),
  fc.record({ kind: fc.constant('fixed' as const), points: fc.integer({ min: 1, max: 1_000_000_000 }) }),
)
const anyRate = fc
  .record({
    earn,
    minimumSpend: fc.nat({ max: 5000 }),
    multiplier: hundredths(100).map(each => Math.max(1, each)),
    pointValue: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ earn, ...changed }) => frozen(earn, changed))

describe('pointsFor', () => {
  it('counts points per unit, rounded as the rule says', () => {
    const points = (eligible: number) =>
      (['down', 'nearest', 'up'] as const).map(each => pointsFor(perPound(each), 'GBP', eligible, true))
    expect(points(200)).toEqual([3, 3, 3])
    expect(points(100)).toEqual([1, 2, 2]) // 1.5
    expect(points(80)).toEqual([1, 1, 2]) // 1.2
    expect(points(0)).toEqual([0, 0, 0])
  })

  it('rounds the base before it multiplies, and rounds again', () => {
    const points = (each: 'down' | 'nearest' | 'up') =>
      pointsFor(perPound(each, { multiplier: 1.25 }), 'GBP', 100, true)
    expect([points('down'), points('nearest'), points('up')]).toEqual([1, 3, 3]) // 1.25, 2.5, 2.5
  })

  it('pays a percentage in points of their value', () => {
    expect(pointsFor(percent(5), 'GBP', 4990, true)).toBe(249)
    expect(pointsFor(percent(5, { pointValue: 10 }), 'GBP', 4990, true)).toBe(24)
    expect(pointsFor(percent(0.07, { multiplier: 2 }), 'GBP', 10_000, true)).toBe(14)
  })

  it('takes decimals at their word, not as floating point', () => {
    // 0.29 * 100 is 28.999999999999996, 1.15 * 100 is 114.99999999999999
    expect(pointsFor(percent(0.29), 'GBP', 10_000, true)).toBe(29)
    expect(pointsFor(percent(100, { multiplier: 1.15 }), 'GBP', 100, true)).toBe(115)
  })

  it('gives a fixed award once, whatever the amount and the multiplier', () => {
    const welcome = frozen({ kind: 'fixed', points: 50 }, { multiplier: 3 })
    expect(pointsFor(welcome, 'EUR', 0, true)).toBe(50)
    expect(pointsFor(welcome, 'EUR', 99_999, true)).toBe(50)
  })

  it('earns nothing in another currency', () => {
    expect(pointsFor(perPound('up'), 'EUR', 10_000, true)).toBe(0)
    expect(pointsFor(percent(5), 'EUR', 10_000, true)).toBe(0)
  })

  it('earns nothing below the minimum spend', () => {
    const least = { minimumSpend: 2000 }
    expect(pointsFor(perPound('down', least), 'GBP', 1999, true)).toBe(0)
    expect(pointsFor(perPound('down', least), 'GBP', 2000, true)).toBe(30)
    expect(pointsFor(frozen({ kind: 'fixed', points: 50 }, least), 'GBP', 1999, true)).toBe(0)
  })

  it('gives no points for spins and rewards', () => {
    const reward = { kind: 'freeShipping', currency: 'GBP' }
    expect(pointsFor(frozen({ kind: 'spins', spins: 2 }), 'GBP', 10_000, true)).toBe(0)
    expect(pointsFor(frozen({ kind: 'reward', reward }), 'GBP', 10_000, true)).toBe(0)
  })

  it('stops at the largest award there is', () => {
    const mad = frozen(
      { kind: 'perUnit', points: 1_000_000_000, per: 1, currency: 'GBP' },
      { multiplier: 100 },
    )
    expect(pointsFor(mad, 'GBP', 1_000_000_000_000, true)).toBe(1_000_000_000)
  })

  it('never falls when more is eligible, and is always whole', () => {
    fc.assert(
      fc.property(anyRate, amount, amount, (rate, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(each => pointsFor(rate, 'GBP', each, true))
        expect(less).toBeLessThanOrEqual(more ?? 0)
        expect(Number.isSafeInteger(less) && Number.isSafeInteger(more)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is 0 once the order is closed', () => {
    fc.assert(fc.property(anyRate, amount, (rate, eligible) => pointsFor(rate, 'GBP', eligible, false) === 0))
  })

  it('never lowers what is earned by a multiplier', () => {
    fc.assert(
      fc.property(anyRate, amount, (rate, eligible) => {
        const plain = pointsFor({ ...rate, multiplier: 1 }, 'GBP', eligible, true)
        expect(pointsFor(rate, 'GBP', eligible, true)).toBeGreaterThanOrEqual(plain)
      }),
    )
  })
})

describe('explain', () => {
  const basis = { amount: 6000, excluded: [{ part: 'giftCards' as const, amount: 3000 }] }

  it('says how the points came about', () => {
    expect(explain(perPound('down', { multiplier: 2, because: ['Gold'] }), 'GBP', basis)).toEqual({
      name: 'Every purchase',
      eligible: 6000,
      currency: 'GBP',
      base: 90,
      multiplier: 2,
      because: ['Gold'],
      excluded: [{ part: 'giftCards', amount: 3000 }],
    })
  })

  it('is silent about what did not happen', () => {
    const note = explain(perPound('down'), 'GBP', { amount: 6000, excluded: [] })
    expect(note).toEqual({ name: 'Every purchase', eligible: 6000, currency: 'GBP', base: 90 })
    expect(
      explain(frozen({ kind: 'fixed', points: 50 }, { multiplier: 2 }), 'GBP', basis),
    ).not.toHaveProperty('base')
  })

  it('adds up to what is paid, and fits the contract', () => {
    fc.assert(
      fc.property(anyRate, fc.nat({ max: 1_000_000 }), (rate, eligible) => {
        const note = explain({ ...rate, because: ['Gold'] }, 'GBP', { amount: eligible, excluded: [] })
        expect(Note.parse(note)).toEqual(note)
        if (rate.multiplier === 1 && note.base !== undefined)
          expect(note.base).toBe(pointsFor(rate, 'GBP', eligible, true))
      }),
    )
  })
})
