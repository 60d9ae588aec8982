import fc from 'fast-check'
import { Ladder, type LadderPeriod } from '../../../sdk/contract'

/** Ladders of every kind, and lives on them. */
const HOUR_MS = 3_600_000
const START = Date.parse('2024-01-01T00:00:00Z')

export const zone = fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu')

export const period: fc.Arbitrary<LadderPeriod> = fc.oneof(
  fc.constant<LadderPeriod>({ kind: 'lifetime' }),
  fc.record({ kind: fc.constant('rolling' as const), months: fc.integer({ min: 1, max: 14 }) }),
  fc.record({
    kind: fc.constant('calendar' as const),
    startMonth: fc.integer({ min: 1, max: 12 }),
    startDay: fc.integer({ min: 1, max: 28 }),
  }),
)

/** Up to five tiers, some retired; the first may be free. */
export const ladderOf = (period: fc.Arbitrary<LadderPeriod>): fc.Arbitrary<Ladder> =>
  fc
    .record({
      period,
      thresholds: fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { maxLength: 5 }),
      free: fc.boolean(),
      retired: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    })
    .map(({ period, thresholds, free, retired }) => {
      const rising = [...new Set(free ? [0, ...thresholds] : thresholds)].sort((a, b) => a - b)
      const tiers = rising.map((threshold, i) => ({
        id: `t${i}`,
        name: `Tier ${i}`,
        threshold,
        retired: retired[i] === true && i % 2 === 1,
      }))
      return Ladder.parse({ basis: 'points', period, tiers })
    })

/** By the hour over four years, with many at midnight and at the ends of months, where clamping happens. */
export const instant = fc.oneof(
  fc.integer({ min: 0, max: 4 * 366 * 24 }).map(hours => START + hours * HOUR_MS),
  fc
    .record({
      month: fc.integer({ min: 1, max: 48 }),
      days: fc.integer({ min: 0, max: 4 }),
      hour: fc.nat(23),
    })
    .map(({ month, days, hour }) => Date.UTC(2024, month, -days, hour)),
)

export const measure = fc.record({ at: instant, value: fc.integer({ min: -200, max: 900 }) })

export const programme = fc
  .record({
    ladder: ladderOf(period),
    measures: fc.array(measure, { maxLength: 30 }),
    from: instant,
    days: fc.integer({ min: 0, max: 1200 }),
    zone,
  })
  .map(({ days, ...rest }) => ({ ...rest, to: rest.from + days * 24 * HOUR_MS }))
