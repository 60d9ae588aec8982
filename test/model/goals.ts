import type { Customer, Order, Rules } from './books'
import { addDays, startOf } from './calendar'
import { usedUp } from './limit'
import { level } from './orders'
import { listeners, rateAt, unitOf } from './rate'
import { countOf, goalSource, type PaidGoal } from './series'
import { tierAt } from './tiers'

/**
 * Missions over orders follow every change of an order: met they pay, met no more they are taken back. A period that
 * is over is won only by an order that is told late, not by one that is edited.
 */
export function followGoals(customer: Customer, { paidAt }: Order, isNews: boolean, rules: Rules): void {
  if (paidAt === null) return
  const { zone } = rules
  const around = customer.goals.filter(
    ({ rate: { rule }, source }) =>
      rule.goal && source === goalSource({ ...rule, goal: rule.goal }, paidAt, zone),
  )
  for (const goal of [...around, ...newlyMet(customer, paidAt, isNews, rules)]) {
    const { rule } = goal.rate
    if (!rule.goal) continue
    const isMet = countOf(customer, { ...rule, goal: rule.goal }, paidAt, zone) >= rule.goal.count
    const availableAt = addDays(goal.at, rule.pendingDays, zone)
    level(customer, goal, { due: isMet ? whole(goal) : 0, source: goal.source, availableAt }, rules)
  }
}

function newlyMet(customer: Customer, paidAt: number, isNews: boolean, rules: Rules): PaidGoal[] {
  const { program, zone } = rules
  const tierId = tierAt(customer, paidAt)
  const met = listeners(program, 'order.paid', paidAt, tierId).flatMap(rule => {
    const { goal } = rule
    if (!goal) return []
    const isRunning =
      goal.per === 'lifetime' ||
      startOf(customer.bookedAt, goal.per, zone) === startOf(paidAt, goal.per, zone)
    if (!isNews && !isRunning) return []
    if (countOf(customer, { ...rule, goal }, paidAt, zone) < goal.count) return []
    const source = goalSource({ ...rule, goal }, paidAt, zone)
    if (customer.goals.some(each => each.rate.rule.id === rule.id && each.source === source)) return []
    if (rule.limit && usedUp(customer, rule.id, rule.limit, source, paidAt, zone)) return []
    const rate = rateAt(program, rule, paidAt, tierId)
    return [{ rate, unit: unitOf(rule.earn), held: 0, forgiven: 0, code: null, source, at: paidAt }]
  })
  customer.goals.push(...met)
  return met
}

function whole({ rate }: PaidGoal): number {
  const { earn } = rate.rule
  if (earn.kind === 'fixed') return earn.points
  return earn.kind === 'spins' ? earn.spins : 1
}
