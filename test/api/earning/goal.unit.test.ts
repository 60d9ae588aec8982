import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goalSource, ordersIn } from '../../../api/earning/goal'
import { periodStart } from '../../../api/merchants/calendar'
import type { PaidOrder } from '../../../api/wallet/account'
import type { Goal, GoalPeriod } from '../../../sdk/contract'

const at = (instant: string) => Date.parse(instant)
const goal = (per: GoalPeriod): Goal => ({ count: 3, per })
const order = (paidAt: number, changed: Partial<PaidOrder> = {}): PaidOrder => ({
  ...{ id: 'o', paidAt, currency: 'GBP', total: 1000, net: 1000 },
  ...changed,
})

describe('the source of a goal', () => {
  const source = (per: GoalPeriod, instant: string, zone = 'UTC') =>
    goalSource('g', goal(per), at(instant), zone)

  it('names the first day of its period', () => {
    expect(source('quarter', '2026-08-15T10:00:00Z')).toBe('goal:g:2026-07-01')
    expect(source('month', '2026-08-15T10:00:00Z')).toBe('goal:g:2026-08-01')
    expect(source('week', '2026-11-22T10:00:00Z')).toBe('goal:g:2026-11-16')
    expect(source('lifetime', '2026-08-15T10:00:00Z')).toBe('goal:g')
  })

  it('is of the zone', () => {
    expect(source('day', '2026-08-15T23:30:00Z', 'Europe/Prague')).toBe('goal:g:2026-08-16')
  })

  it('is one per period', () => {
    const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') })
    const periods = fc.constantFrom<GoalPeriod>('day', 'week', 'month', 'quarter', 'year')
    const zones = fc.constantFrom('UTC', 'Europe/Prague', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(instants, instants, periods, zones, (a, b, per, zone) => {
        const same = periodStart(a, per, zone) === periodStart(b, per, zone)
        expect(goalSource('g', goal(per), a, zone) === goalSource('g', goal(per), b, zone)).toBe(same)
      }),
    )
  })
})

describe('orders of a period', () => {
  const now = at('2026-08-15T10:00:00Z')
  const count = (orders: PaidOrder[], minimumSpend = 0, per: GoalPeriod = 'quarter') =>
    ordersIn(orders, goal(per), now, 'UTC', minimumSpend)

  it('are those paid in it', () => {
    const edges = [
      '2026-06-30T23:59:59.999Z',
      '2026-07-01T00:00:00Z',
      '2026-09-30T23:59:59.999Z',
      '2026-10-01T00:00:00Z',
    ]
    expect(count(edges.map(edge => order(at(edge))))).toBe(2)
    expect(
      count(
        edges.map(edge => order(at(edge))),
        0,
        'lifetime',
      ),
    ).toBe(4)
  })

  it('are those with something left, or that never cost anything', () => {
    expect(count([order(now, { net: 0 }), order(now, { net: 1 }), order(now, { total: 0, net: 0 })])).toBe(2)
  })

  it('are those of at least the minimum spend, refunds taken off', () => {
    expect(count([order(now), order(now, { net: 999 })], 1000)).toBe(1)
  })
})
