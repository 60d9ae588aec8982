import type { Reward, Rule } from '../../sdk/contract'
import { type Code, type Customer, give, type Rules } from './books'
import { addDays, DAY_MS } from './calendar'
import { usedUp } from './limit'
import { listeners } from './rate'
import { isSeries, occasionOf, zoneOf } from './series'
import { climb, tierAt } from './tiers'

export interface Awarded {
  points: number
  spins: number
  rewards: number
}

/**
 * What everything that listens to a fact pays for it, once per fact and as often as its limit lets it. Goals and
 * streaks count it, and pay when it was the last one.
 */
export function awardFact(customer: Customer, fact: { on: string; source: string }, rules: Rules): Awarded {
  const { bookedAt: now } = customer
  const sum = { points: 0, spins: 0, rewards: 0 }
  customer.facts.push({ on: fact.on, at: now, zone: zoneOf(customer, rules) })
  for (const rule of listeners(rules.program, fact.on, now, tierAt(customer, now))) {
    const source = isSeries(rule) ? occasionOf(customer, rule, rules.zone) : fact.source
    if (source === null) continue
    if (rule.limit && usedUp(customer, rule.id, rule.limit, source, now, rules.zone)) continue
    const given = pay(customer, rule, source, rules)
    if (!given) continue
    const code = rule.earn.kind === 'reward' ? (customer.codes.at(-1) ?? null) : null
    customer.uses.push({ ruleId: rule.id, source, at: now, code, isForgiven: false })
    sum.points += given.points
    sum.spins += given.spins
    sum.rewards += given.rewards
  }
  return sum
}

/** null where nothing can be given. */
function pay(customer: Customer, rule: Rule, source: string, rules: Rules): Awarded | null {
  const { earn, pendingDays } = rule
  const { bookedAt: now } = customer
  const nothing = { points: 0, spins: 0, rewards: 0 }
  if (earn.kind === 'fixed') {
    const availableAt = addDays(now, pendingDays, rules.zone)
    give(customer, { unit: 'points', amount: earn.points, availableAt, source, counts: earn.points }, rules)
    return { ...nothing, points: earn.points }
  }
  if (earn.kind === 'spins') {
    give(customer, { unit: 'spins', amount: earn.spins, availableAt: now, source }, rules)
    return { ...nothing, spins: earn.spins }
  }
  if (earn.kind === 'reward') {
    issueCode(customer, earn.reward, earn.validDays)
    return { ...nothing, rewards: 1 }
  }
  return earn.kind === 'nothing' ? nothing : null
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
