import type { Ladder, Tier } from '../../sdk/contract'
import { type Customer, givenBack, isPaid, type Rules } from './books'
import { addDays, addMonths, yearAround } from './calendar'

/** Something that counts on the ladder, and from when. */
interface Counted {
  at: number
  value: number
}

/** Points as they become available and as things stand with their order; money and orders as they were paid. */
export function counted(customer: Customer, { program, zone }: Rules): Counted[] {
  const { ladder } = program
  if (!ladder) return []
  const orders = [...customer.orders.values()].filter(order => order.paidAt !== null)
  if (ladder.basis === 'points') {
    const byHand = customer.credits.map(credit => ({ at: credit.availableAt, value: credit.counts }))
    const byOrder = orders.flatMap(order =>
      order.earnings
        .filter(({ unit }) => unit === 'points')
        .map(earning => ({
          at: addDays(order.paidAt ?? 0, earning.rate.rule.pendingDays, zone),
          value: earning.held - earning.forgiven,
        })),
    )
    const byGoal = customer.goals
      .filter(({ unit }) => unit === 'points')
      .map(goal => ({
        at: addDays(goal.at, goal.rate.rule.pendingDays, zone),
        value: goal.held - goal.forgiven,
      }))
    return [...byHand, ...byOrder, ...byGoal].filter(({ value }) => value > 0)
  }
  const open = orders.filter(order => isPaid(order) && order.document.total > givenBack(order))
  if (ladder.basis === 'orders') return open.map(order => ({ at: order.paidAt ?? 0, value: 1 }))
  return open
    .filter(({ document }) => document.currency === ladder.currency)
    .map(order => ({ at: order.paidAt ?? 0, value: order.document.total - givenBack(order) }))
}

const total = (all: Counted[], counts: (each: Counted) => boolean) =>
  all.filter(counts).reduce((sum, { value }) => sum + value, 0)

/** Earned in the period that is running. */
export function earnedAt({ period }: Ladder, all: Counted[], now: number, zone: string): number {
  if (period.kind === 'rolling')
    return total(all, ({ at }) => at <= now && addMonths(at, period.months, zone) > now)
  if (period.kind === 'lifetime') return total(all, ({ at }) => at <= now)
  const [start] = yearAround(now, period.startMonth, period.startDay, zone)
  return total(all, ({ at }) => at >= start && at <= now)
}

/** Earned in the period that has just ended when a grant ends. */
export function earnedBefore(ladder: Ladder, all: Counted[], end: number, zone: string): number {
  const { period } = ladder
  if (period.kind !== 'calendar') return earnedAt(ladder, all, end, zone)
  const [start] = yearAround(end - 1, period.startMonth, period.startDay, zone)
  return total(all, ({ at }) => at >= start && at < end)
}

const rungs = ({ tiers }: Ladder) => tiers.filter(tier => !tier.retired)
const reached = (ladder: Ladder, sum: number): Tier | undefined =>
  rungs(ladder).findLast(tier => tier.threshold <= sum)

/** Up at once; kept for the rolling period, or to the end of the next year. The lowest rung is never lost. */
export function climb(customer: Customer, rules: Rules): void {
  const { ladder } = rules.program
  if (!ladder) return
  const now = customer.bookedAt
  const tier = reached(ladder, earnedAt(ladder, counted(customer, rules), now, rules.zone))
  const held = ladder.tiers.find(({ id }) => id === customer.grant?.tierId)
  if (!tier || (held && held.threshold >= tier.threshold)) return
  grant(customer, tier, untilAfterClimb(ladder, tier, now, rules.zone))
}

function untilAfterClimb({ period }: Ladder, tier: Tier, now: number, zone: string): number | null {
  if (tier.threshold === 0 || period.kind === 'lifetime') return null
  if (period.kind === 'rolling') return addMonths(now, period.months, zone)
  const [, next] = yearAround(now, period.startMonth, period.startDay, zone)
  return yearAround(next, period.startMonth, period.startDay, zone)[1]
}

/** At the end of a grant: what was earned decides for one more period. */
export function fall(customer: Customer, rules: Rules): void {
  const { ladder } = rules.program
  const end = customer.grant?.endsAt ?? null
  if (!ladder || end === null || end > customer.bookedAt) return
  customer.grant = null
  const tier = reached(ladder, earnedBefore(ladder, counted(customer, rules), end, rules.zone))
  if (tier) grant(customer, tier, untilAfterFall(ladder, tier, end, rules.zone))
}

function untilAfterFall({ period }: Ladder, tier: Tier, end: number, zone: string): number | null {
  if (tier.threshold === 0 || period.kind === 'lifetime') return null
  if (period.kind === 'rolling') return addMonths(end, period.months, zone)
  return yearAround(end, period.startMonth, period.startDay, zone)[1]
}

function grant(customer: Customer, { id: tierId }: Tier, endsAt: number | null): void {
  customer.grant = { tierId, endsAt }
  customer.pastGrants.push({ tierId, from: customer.bookedAt, until: endsAt })
}

/** The tier at any time: an order that arrives late has the rate of the day it was paid. */
export function tierAt(customer: Customer, at: number): string | null {
  const held = customer.pastGrants.filter(({ from, until }) => from <= at && (until === null || at < until))
  return held.at(-1)?.tierId ?? null
}
