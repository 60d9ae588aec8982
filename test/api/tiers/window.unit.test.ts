import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, yearStart } from '../../../api/merchants/calendar'
import { type Measure, windowOf } from '../../../api/tiers/window'
import type { LadderPeriod } from '../../../sdk/contract'
import { instant, measure, period, zone } from './ladders'

/** The definition, read slowly. */
function counts(period: LadderPeriod, measure: Measure, now: number, zone: string): boolean {
  if (measure.at > now) return false
  if (period.kind === 'lifetime') return true
  if (period.kind === 'rolling') return now < addMonths(measure.at, period.months, zone)
  const { startMonth, startDay } = period
  return yearStart(measure.at, startMonth, startDay, zone) === yearStart(now, startMonth, startDay, zone)
}

describe('windowOf', () => {
  it('sums what the definition counts', () => {
    fc.assert(
      fc.property(
        period,
        fc.array(measure, { maxLength: 40 }),
        instant,
        zone,
        (period, measures, now, zone) => {
          const slow = measures.filter(each => counts(period, each, now, zone))
          const sum = slow.reduce((total, { value }) => total + value, 0)
          expect(windowOf(period, measures, zone).sumAt(now)).toBe(sum)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('judges a grant at the end of a year by that year', () => {
    const year: LadderPeriod = { kind: 'calendar', startMonth: 4, startDay: 6 }
    const measures = ['2025-04-05T23:00:00Z', '2026-04-05T22:59:59.999Z', '2026-04-05T23:00:00Z'].map(
      text => ({
        at: Date.parse(text),
        value: 1,
      }),
    )
    const window = windowOf(year, measures, 'Europe/London')
    expect(window.judgedAt(Date.parse('2026-04-05T23:00:00Z'))).toBe(2)
    expect(window.sumAt(Date.parse('2026-04-05T23:00:00Z'))).toBe(1)
  })

  it('knows when a negative measure leaves', () => {
    const measures = [{ at: Date.parse('2026-01-31T10:00:00Z'), value: -5 }]
    const month = windowOf({ kind: 'rolling', months: 1 }, measures, 'UTC')
    expect(month.rises).toEqual([Date.parse('2026-02-28T10:00:00Z')])
    const year = windowOf({ kind: 'calendar', startMonth: 1, startDay: 1 }, measures, 'UTC')
    expect(year.rises).toEqual([Date.parse('2027-01-01T00:00:00Z')])
  })

  it('looks at few of many measures to answer a question', () => {
    let looks = 0
    const measures = Array.from({ length: 5000 }, (_, i) => ({
      value: 1,
      get at() {
        looks += 1
        return Date.parse('2016-01-01T00:00:00Z') + i * 61_000_000
      },
    }))
    const window = windowOf({ kind: 'rolling', months: 12 }, measures, 'Europe/London')
    looks = 0
    expect(window.sumAt(Date.parse('2022-06-01T00:00:00Z'))).toBe(517)
    expect(looks).toBeLessThan(80)
  })
})
