import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  birthdayIn,
  dayOf,
  endOf,
  nextPeriodStart,
  nextYearStart,
  periodStart,
  yearStart,
} from '../../../api/merchants/calendar'

const at = (text: string) => Date.parse(text)
const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Prague',
  'America/New_York',
  'America/Havana',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Nuuk',
  'America/Scoresbysund',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Amman',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
]
const instant = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2199-12-31T00:00:00Z') })
const zone = fc.constantFrom(...ZONES)
const unit = fc.constantFrom('day', 'week', 'month', 'year')
const machine = process.env.TZ

/** An independent reading of the local day, from Intl rather than from offsets. */
const localDay = (instantMs: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instantMs,
  )

afterEach(() => {
  if (machine === undefined) delete process.env.TZ
  else process.env.TZ = machine
})

describe('months and days', () => {
  it('clamps to the last day of a shorter month', () => {
    expect(addMonths(at('2026-01-31T10:00:00Z'), 1, 'UTC')).toBe(at('2026-02-28T10:00:00Z'))
    expect(addMonths(at('2028-01-31T10:00:00Z'), 1, 'UTC')).toBe(at('2028-02-29T10:00:00Z'))
    expect(addMonths(at('2026-03-31T10:00:00Z'), -1, 'UTC')).toBe(at('2026-02-28T10:00:00Z'))
    expect(addMonths(at('2028-02-29T10:00:00Z'), 12, 'UTC')).toBe(at('2029-02-28T10:00:00Z'))
  })

  it('clamps by the local day, not the UTC one', () => {
    // 31 January 00:30 in Prague is still 30 January in UTC
    expect(addMonths(at('2026-01-30T23:30:00Z'), 1, 'Europe/Prague')).toBe(at('2026-02-27T23:30:00Z'))
  })

  it('keeps the local time of day across a change of offset', () => {
    expect(addDays(at('2026-03-28T11:00:00Z'), 1, 'Europe/London')).toBe(at('2026-03-29T10:00:00Z'))
    expect(addDays(at('2026-10-24T11:00:00Z'), 1, 'Europe/Prague')).toBe(at('2026-10-25T12:00:00Z'))
    expect(addMonths(at('2026-01-15T12:00:00Z'), 6, 'America/New_York')).toBe(at('2026-07-15T11:00:00Z'))
  })

  it('moves a skipped time forward by what was skipped', () => {
    // 02:30 does not exist in Prague on 29 March 2026: it becomes 03:30
    expect(addDays(at('2026-03-28T01:30:00Z'), 1, 'Europe/Prague')).toBe(at('2026-03-29T01:30:00Z'))
  })

  it('takes the earlier of two equal times', () => {
    // 02:30 is shown twice in Prague on 25 October 2026
    expect(addDays(at('2026-10-24T00:30:00Z'), 1, 'Europe/Prague')).toBe(at('2026-10-25T00:30:00Z'))
  })

  it('moves forward with more months, in any zone', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 0, max: 60 }), (from, timeZone, months) => {
        expect(addMonths(from, months + 1, timeZone)).toBeGreaterThan(addMonths(from, months, timeZone))
        expect(addMonths(from, -months - 1, timeZone)).toBeLessThan(from)
      }),
    )
  })
})

describe('days, weeks, months and years', () => {
  it('names the local day', () => {
    expect(dayOf(at('2026-06-30T23:30:00Z'), 'Europe/London')).toBe('2026-07-01')
    expect(dayOf(at('2026-06-30T23:30:00Z'), 'UTC')).toBe('2026-06-30')
    expect(dayOf(at('2026-06-30T23:30:00Z'), 'Asia/Kathmandu')).toBe('2026-07-01')
  })

  it('starts a week on Monday', () => {
    const sunday = at('2026-11-22T10:00:00Z')
    expect(periodStart(sunday, 'week', 'UTC')).toBe(at('2026-11-16T00:00:00Z'))
    expect(nextPeriodStart(sunday, 'week', 'UTC')).toBe(at('2026-11-23T00:00:00Z'))
  })

  it('counts 23 and 25 hours in the days the clock changes', () => {
    const length = (text: string) =>
      ((nextPeriodStart(at(text), 'day', 'Europe/London') ?? 0) -
        periodStart(at(text), 'day', 'Europe/London')) /
      3_600_000
    expect(length('2026-03-29T12:00:00Z')).toBe(23)
    expect(length('2026-10-25T12:00:00Z')).toBe(25)
    expect(length('2026-11-22T12:00:00Z')).toBe(24)
  })

  it('starts a day whose midnight is skipped at its first instant', () => {
    // Havana jumps from midnight to 01:00 on 8 March 2026
    const start = periodStart(at('2026-03-08T16:00:00Z'), 'day', 'America/Havana')
    expect(start).toBe(at('2026-03-08T05:00:00Z'))
    expect(localDay(start - 1, 'America/Havana')).toBe('2026-03-07')
  })

  it('starts a day whose midnight comes twice at the first one', () => {
    expect(periodStart(at('2026-11-01T16:00:00Z'), 'day', 'America/Havana')).toBe(at('2026-11-01T04:00:00Z'))
  })

  it('passes over a day that a zone never had', () => {
    // Apia went from 29 to 31 December 2011
    expect(nextPeriodStart(at('2011-12-29T20:00:00Z'), 'day', 'Pacific/Apia')).toBe(
      at('2011-12-30T10:00:00Z'),
    )
  })

  it('has no end for a lifetime', () => {
    expect(periodStart(at('2026-11-22T10:00:00Z'), 'lifetime', 'Europe/London')).toBe(0)
    expect(nextPeriodStart(at('2026-11-22T10:00:00Z'), 'lifetime', 'Europe/London')).toBeNull()
  })

  it('encloses every instant in its period', () => {
    fc.assert(
      fc.property(instant, zone, unit, (moment, timeZone, per) => {
        const start = periodStart(moment, per, timeZone)
        const next = nextPeriodStart(moment, per, timeZone) ?? 0
        expect(start).toBeLessThanOrEqual(moment)
        expect(next).toBeGreaterThan(moment)
        expect(periodStart(start, per, timeZone)).toBe(start)
        expect(periodStart(next, per, timeZone)).toBe(next)
        expect(periodStart(next - 1, per, timeZone)).toBe(start)
      }),
      { numRuns: 400 },
    )
  })

  it('agrees with Intl on where days and months begin', () => {
    fc.assert(
      fc.property(instant, zone, (moment, timeZone) => {
        const today = localDay(moment, timeZone)
        expect(dayOf(moment, timeZone)).toBe(today)
        const midnight = periodStart(moment, 'day', timeZone)
        expect([localDay(midnight, timeZone), localDay(midnight - 1, timeZone) < today]).toEqual([
          today,
          true,
        ])
        const first = periodStart(moment, 'month', timeZone)
        const months = [first, first - 1].map(
          edge => localDay(edge, timeZone).slice(0, 7) === today.slice(0, 7),
        )
        expect(months).toEqual([true, false])
      }),
      { numRuns: 400 },
    )
  })

  it('does not depend on the zone of the machine', () => {
    const moments = fc.sample(fc.tuple(instant, zone), { numRuns: 60, seed: 7 })
    moments.push([at('2029-03-24T22:00:00Z'), 'America/Nuuk'], [at('2021-10-29T14:00:00Z'), 'Asia/Amman'])
    const answers = () =>
      moments.map(([moment, timeZone]) => [
        addMonths(moment, 7, timeZone),
        endOf(moment, 'day', timeZone),
        periodStart(moment, 'day', timeZone),
        endOf(moment, 'quarter', timeZone),
        birthdayIn(2026, '1996-02-29', timeZone),
      ])
    process.env.TZ = 'UTC'
    const inUtc = answers()
    for (const machineZone of ['America/Santiago', 'Europe/Prague', 'Asia/Kathmandu']) {
      process.env.TZ = machineZone
      expect(new Date(0).getTimezoneOffset()).not.toBe(0)
      expect(answers()).toEqual(inUtc)
    }
  })
})

describe('ends, years and birthdays', () => {
  it('ends a month, quarter and year at the first instant after it', () => {
    const may = at('2026-05-15T10:00:00Z')
    expect(endOf(may, 'month', 'Europe/London')).toBe(at('2026-05-31T23:00:00Z'))
    expect(endOf(may, 'quarter', 'Europe/London')).toBe(at('2026-06-30T23:00:00Z'))
    expect(endOf(may, 'year', 'Europe/London')).toBe(at('2027-01-01T00:00:00Z'))
  })

  it('gives the first instant of a month to that month', () => {
    expect(endOf(at('2026-06-01T00:00:00Z'), 'month', 'UTC')).toBe(at('2026-07-01T00:00:00Z'))
  })

  it('starts years on any day', () => {
    const april = (text: string) => yearStart(at(text), 4, 6, 'Europe/London')
    expect(april('2026-04-05T22:59:59.999Z')).toBe(at('2025-04-05T23:00:00Z'))
    expect(april('2026-04-05T23:00:00Z')).toBe(at('2026-04-05T23:00:00Z'))
    expect(april('2026-12-31T23:30:00Z')).toBe(at('2026-04-05T23:00:00Z'))
    expect(yearStart(at('2025-12-31T23:30:00Z'), 1, 1, 'Europe/Prague')).toBe(at('2025-12-31T23:00:00Z'))
  })

  it('leaves no gap between one year and the next', () => {
    const month = fc.integer({ min: 1, max: 12 })
    const day = fc.integer({ min: 1, max: 28 })
    fc.assert(
      fc.property(instant, zone, month, day, (moment, timeZone, startMonth, startDay) => {
        const start = yearStart(moment, startMonth, startDay, timeZone)
        const next = nextYearStart(moment, startMonth, startDay, timeZone)
        expect(start <= moment && moment < next).toBe(true)
        expect(yearStart(next, startMonth, startDay, timeZone)).toBe(next)
        expect(yearStart(next - 1, startMonth, startDay, timeZone)).toBe(start)
      }),
    )
  })

  it('keeps a leap-day birthday on 28 February in other years', () => {
    expect(birthdayIn(2027, '1996-02-29', 'UTC')).toBe(at('2027-02-28T00:00:00Z'))
    expect(birthdayIn(2028, '1996-02-29', 'UTC')).toBe(at('2028-02-29T00:00:00Z'))
  })

  it('starts a birthday at local midnight', () => {
    expect(birthdayIn(2026, '1990-04-30', 'Europe/London')).toBe(at('2026-04-29T23:00:00Z'))
    expect(birthdayIn(2026, '1900-01-01', 'America/New_York')).toBe(at('2026-01-01T05:00:00Z'))
  })
})
