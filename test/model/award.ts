import type { Limit, Reward } from '../../sdk/contract'
import { type Code, type Customer, give, type Rules } from './books'
import { addDays, DAY_MS, startOf } from './calendar'
import { listeners } from './rate'
import { climb, tierAt } from './tiers'

export interface Awarded {
  points: number
  spins: number
  rewards: number
}

/** What everything that listens to a fact pays for it, once per fact and as often as its limit lets it. */
export function awardFact(customer: Customer, fact: { on: string; source: string }, rules: Rules): Awarded {
  const { bookedAt: now } = customer
  const sum = { points: 0, spins: 0, rewards: 0 }
  for (const { id, earn, pendingDays, limit } of listeners(
    rules.program,
    fact.on,
    now,
    tierAt(customer, now),
  )) {
    if (limit && usedUp(customer, id, limit, fact.source, now, rules.zone)) continue
    if (earn.kind === 'fixed') {
      const availableAt = addDays(now, pendingDays, rules.zone)
      give(
        customer,
        { unit: 'points', amount: earn.points, availableAt, source: fact.source, counts: earn.points },
        rules,
      )
      sum.points += earn.points
    } else if (earn.kind === 'spins') {
      give(customer, { unit: 'spins', amount: earn.spins, availableAt: now, source: fact.source }, rules)
      sum.spins += earn.spins
    } else if (earn.kind === 'reward') {
      issueCode(customer, earn.reward, earn.validDays)
      sum.rewards += 1
    } else continue
    customer.uses.push({ ruleId: id, source: fact.source, at: now })
  }
  return sum
}

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
    order.earnings
      .filter(({ held }) => held > 0)
      .map(earning => ({
        ruleId: earning.rate.rule.id,
        source: `order:${externalId}`,
        at: order.paidAt ?? 0,
      })),
  )
  const others = [...customer.uses, ...byOrders].filter(use => use.ruleId === ruleId && use.source !== source)
  if (per === 'lifetime') return others.length >= count
  return others.filter(use => startOf(use.at, per, zone) === startOf(at, per, zone)).length >= count
}

export function issueCode(customer: Customer, reward: Reward, validDays: number): Code {
  const code: Code = {
    ...{ typed: null, reward, status: 'issued', orderId: null, reservedUntil: 0, history: [] },
    expiresAt: customer.bookedAt + validDays * DAY_MS,
  }
  customer.codes.push(code)
  return code
}

/** The first line of somebody's books. */
export function welcome(customer: Customer, rules: Rules): void {
  awardFact(customer, { on: 'customer.created', source: 'welcome' }, rules)
  climb(customer, rules)
}
