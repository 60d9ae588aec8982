import type { Limit } from '../../sdk/contract'
import type { Customer } from './books'
import { startOf } from './calendar'

/** Whether a rule has paid other facts of the period as often as it may. What was taken back does not count. */
export function usedUp(
  customer: Customer,
  ruleId: string,
  { count, per }: Limit,
  source: string,
  at: number,
  zone: string,
): boolean {
  const byOrders = [...customer.orders].flatMap(([externalId, order]) =>
    order.earnings.map(earning => ({ ...earning, source: `order:${externalId}`, at: order.paidAt ?? 0 })),
  )
  const standing = [...byOrders, ...customer.goals]
    .filter(({ held }) => held > 0)
    .map(earning => ({ ruleId: earning.rate.rule.id, source: earning.source, at: earning.at }))
  const others = [...customer.uses, ...standing].filter(use => use.ruleId === ruleId && use.source !== source)
  if (per === 'lifetime') return others.length >= count
  return others.filter(use => startOf(use.at, per, zone) === startOf(at, per, zone)).length >= count
}
