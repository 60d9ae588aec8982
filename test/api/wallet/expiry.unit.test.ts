import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, dayOf } from '../../../api/merchants/calendar'
import { lotExpiresAt, sinceAfterChange } from '../../../api/wallet/expiry'
import type { Expiry } from '../../../sdk/contract'

const at = (text: string) => Date.parse(text)
const ZONE = 'Europe/London'
const lot = (availableAt: string, expiresAt: string | null = null) => ({
  availableAt: at(availableAt),
  expiresAt: expiresAt === null ? null : at(expiresAt),
})
const setting = (rule: Expiry, since = '2020-01-01T00:00:00Z') => ({ rule, since: at(since) })

const instant = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') })
const zone = fc.constantFrom('UTC', 'Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu')
const months = fc.integer({ min: 1, max: 120 })
const roundTo = fc.constantFrom('none' as const, 'month' as const, 'quarter' as const, 'year' as const)
const inactivity = fc.record({ mode: fc.constant('inactivity' as const), months })
const perLot = fc.record({ mode: fc.constant('lot' as const), months, roundTo })
const expiring = fc.oneof(inactivity, perLot)
const rule: fc.Arbitrary<Expiry> = fc.oneof(inactivity, perLot, fc.constant<Expiry>({ mode: 'none' }))

/** Ends are compared by local day: the hours of clamped days (30 and 31 January plus a month) may cross. */
const endDay = (end: number | null, zone: string) => (end === null ? 'never' : dayOf(end, zone))

describe('lotExpiresAt', () => {
  it('never ends a lot without expiry', () => {
    expect(lotExpiresAt(setting({ mode: 'none' }), lot('2026-01-31T10:00:00Z'), 0, ZONE)).toBeNull()
  })

  it('lets the end a lot was given win', () => {
    const given = lot('2026-01-31T10:00:00Z', '2026-03-01T00:00:00Z')
    for (const rule of [
      { mode: 'none' },
      { mode: 'lot', months: 1, roundTo: 'year' },
      { mode: 'inactivity', months: 1 },
    ] satisfies Expiry[])
      expect(lotExpiresAt(setting(rule), given, at('2030-01-01T00:00:00Z'), ZONE)).toBe(
        at('2026-03-01T00:00:00Z'),
      )
  })

  it('counts months from when the points became available, clamped', () => {
    const rule: Expiry = { mode: 'lot', months: 1, roundTo: 'none' }
    expect(lotExpiresAt(setting(rule), lot('2026-01-31T10:00:00Z'), 0, ZONE)).toBe(at('2026-02-28T10:00:00Z'))
  })

  it('rounds up to the end of the month, quarter or year', () => {
    const end = (roundTo: 'month' | 'quarter' | 'year') =>
      lotExpiresAt(setting({ mode: 'lot', months: 3, roundTo }), lot('2026-02-10T10:00:00Z'), 0, ZONE)
    expect(end('month')).toBe(at('2026-05-31T23:00:00Z'))
    expect(end('quarter')).toBe(at('2026-06-30T23:00:00Z'))
    expect(end('year')).toBe(at('2027-01-01T00:00:00Z'))
  })

  it('restarts with every order under inactivity', () => {
    const rule: Expiry = { mode: 'inactivity', months: 6 }
    const earned = lot('2026-01-10T10:00:00Z')
    expect(lotExpiresAt(setting(rule), earned, 0, ZONE)).toBe(at('2026-07-10T09:00:00Z'))
    expect(lotExpiresAt(setting(rule), earned, at('2026-05-01T09:00:00Z'), ZONE)).toBe(
      at('2026-11-01T10:00:00Z'),
    )
  })

  it('takes nothing for one full period after it is switched on', () => {
    fc.assert(
      fc.property(expiring, instant, instant, instant, zone, (rule, since, availableAt, activeAt, zone) => {
        const end = lotExpiresAt({ rule, since }, { availableAt, expiresAt: null }, activeAt, zone)
        for (const start of [since, availableAt])
          expect(endDay(end, zone) >= endDay(addMonths(start, rule.months, zone), zone)).toBe(true)
      }),
    )
  })
})

describe('sinceAfterChange', () => {
  const now = at('2026-11-22T10:00:00Z')
  const before = setting({ mode: 'lot', months: 12, roundTo: 'quarter' })

  it('keeps the clock when nothing got stricter', () => {
    for (const after of [
      { mode: 'lot', months: 12, roundTo: 'quarter' },
      { mode: 'lot', months: 13, roundTo: 'quarter' },
      { mode: 'lot', months: 12, roundTo: 'year' },
    ] satisfies Expiry[])
      expect(sinceAfterChange(before, after, now)).toBe(before.since)
    expect(sinceAfterChange(setting({ mode: 'none' }), { mode: 'none' }, now)).toBe(before.since)
  })

  it('starts again when months, rounding or mode got stricter', () => {
    for (const after of [
      { mode: 'lot', months: 11, roundTo: 'year' },
      { mode: 'lot', months: 12, roundTo: 'month' },
      { mode: 'inactivity', months: 120 },
      { mode: 'none' },
    ] satisfies Expiry[])
      expect(sinceAfterChange(before, after, now)).toBe(now)
  })

  it('ends no lot earlier than before, unless a full period from the change has passed', () => {
    fc.assert(
      fc.property(
        rule,
        expiring,
        fc.tuple(instant, instant, instant, instant),
        zone,
        (old, rule, [since, now, availableAt, activeAt], zone) => {
          const lot = { availableAt, expiresAt: null }
          const before = lotExpiresAt({ rule: old, since }, lot, activeAt, zone)
          const changed = { rule, since: sinceAfterChange({ rule: old, since }, rule, now) }
          const after = endDay(lotExpiresAt(changed, lot, activeAt, zone), zone)
          const aPeriodFromNow = endDay(addMonths(now, rule.months, zone), zone)
          expect(after >= endDay(before, zone) || after >= aPeriodFromNow).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})
