import type { Goal, Rule } from '../../sdk/contract'
import { dayOf, nextPeriodStart, periodStart } from '../merchants/calendar'
import type { PaidOrder } from '../wallet/account'
import type { Books } from './books'

/** What a goal has paid in the period around `at` is one earning: `goal:summer:2026-07-01`, or `goal:first-review`. */
export function goalSource(ruleId: string, { per }: Goal, at: number, zone: string): string {
  if (per === 'lifetime') return `goal:${ruleId}`
  return `goal:${ruleId}:${dayOf(periodStart(at, per, zone), zone)}`
}

/** How often the fact of a rule has happened in the period around `at`. */
export function doneOf(books: Books, rule: Rule & { goal: Goal }, at: number): number {
  const { zone } = books.rules
  if (rule.on === 'order.paid') return ordersIn(books.account.orders, rule.goal, at, zone, rule.minimumSpend)
  const row = books.progress.get(rule.id)
  // Runs were once kept under the period of a lifetime: they have a last day, goals have none.
  return row?.period === periodStart(at, rule.goal.per, zone) && row.last === 0 ? row.count : 0
}

/** Paid orders of the period around `at` that were not wholly given back, of at least `minimumSpend` minor units. */
export function ordersIn(
  orders: PaidOrder[],
  { per }: Goal,
  at: number,
  zone: string,
  minimumSpend: number,
): number {
  const start = periodStart(at, per, zone)
  const end = nextPeriodStart(at, per, zone) ?? Infinity
  const counts = ({ paidAt, net, total }: PaidOrder) =>
    paidAt >= start && paidAt < end && net >= minimumSpend && (net > 0 || total === 0)
  return orders.filter(counts).length
}

/** Whether the goal of that source has paid, and it was not taken back. */
export function hasPaid(books: Books, ruleId: string, source: string): boolean {
  const row = [...books.paidGoals, ...books.earned].findLast(
    each => each.ruleId === ruleId && each.source === source,
  )
  return row !== undefined && row.held > row.forgiven
}
