import type { JournalKind, Rule } from '../../sdk/contract'
import { addDays, periodStart } from '../merchants/calendar'
import { append, credit } from '../wallet/ledger'
import { hadBefore } from '../wallet/returned'
import { type Books, type Earning, giveReward } from './books'
import { freeze } from './freeze'
import { applicable, isSeries } from './match'
import { advance } from './series'
import { momentOf } from './tier'

/** Something that happened to a customer, which is not an order. */
export interface Fact {
  /** What rules listen to: `customer.created`, `birthday`, `review.published`. */
  on: string
  /** `birthday:2026`: the same source pays a rule once, for ever. */
  source: string
  kind: JournalKind
  /** When codes are handed out for it, where that is later: they are valid from then on. */
  givenAt?: number
}

export interface Awarded {
  points: number
  spins: number
  rewards: number
}

/**
 * Pays every rule that listens to the fact, at the time of the books. A rule with a goal or a streak comes one step
 * further, and pays when that was the last one.
 */
export function award(books: Books, fact: Fact): Awarded {
  const sum: Awarded = { points: 0, spins: 0, rewards: 0 }
  const listening = applicable(books.rules.program, {
    on: fact.on,
    ...momentOf(books, books.at),
  })
  for (const rule of listening) {
    const occasion = isSeries(rule) ? advance(books, rule, fact) : fact
    if (!occasion || limitReached(books, rule, occasion.source, books.at)) continue
    const paid = pay(books, rule, { ...occasion, givenAt: fact.givenAt })
    sum.points += paid.points
    sum.spins += paid.spins
    sum.rewards += paid.rewards
  }
  return sum
}

function pay(books: Books, rule: Rule, { kind, source, givenAt }: Fact): Awarded {
  const { earn } = rule
  const line = { kind, source, note: { name: rule.name } }
  const record = (unit: Earning['unit'], held: number, rewardId: string | null = null) =>
    books.earned.push({
      ...{ customerId: books.customer.id, source, ruleId: rule.id, at: books.at },
      ...{ unit, held, forgiven: 0, rewardId, frozen: freeze(books, rule, books.at) },
    })
  if (earn.kind === 'fixed') {
    const availableAt = addDays(books.at, rule.pendingDays, books.rules.zone)
    credit(books, { ...line, unit: 'points', amount: earn.points, availableAt, qualifying: earn.points })
    record('points', earn.points)
    return { points: earn.points, spins: 0, rewards: 0 }
  }
  if (earn.kind === 'spins') {
    credit(books, { ...line, unit: 'spins', amount: earn.spins, availableAt: books.at })
    record('spins', earn.spins)
    return { points: 0, spins: earn.spins, rewards: 0 }
  }
  if (earn.kind === 'nothing') {
    append(books, line)
    record('nothing', 1)
  }
  if (earn.kind !== 'reward') return { points: 0, spins: 0, rewards: 0 }
  const issued = giveReward(books, earn.reward, source, earn.validDays, givenAt)
  if (issued && isSeries(rule)) append(books, line)
  if (issued) record('reward', 1, issued.id)
  return { points: 0, spins: 0, rewards: issued ? 1 : 0 }
}

/**
 * Whether the rule has paid other facts as often as its limit allows in the period of `at`. Of somebody who returned
 * that is taken for granted in the period they returned in, and that a goal has paid in it.
 */
export function limitReached(
  { customer, uses, rules, earned }: Books,
  rule: Rule,
  source: string,
  at: number,
): boolean {
  const periods = [rule.limit, rule.goal].flatMap(each => each?.per ?? [])
  if (periods.some(per => hadBefore(customer.returnedAt, per, at, rules.zone))) return true
  if (!rule.limit) return false
  const { count, per } = rule.limit
  const now = earned.filter(row => row.ruleId === rule.id && row.source !== source)
  const stored = uses.recent.filter(use => use.ruleId === rule.id && use.source !== source)
  if (per === 'lifetime') {
    const own = uses.recent.some(use => use.ruleId === rule.id && use.source === source) ? 1 : 0
    const ever = uses.ever.find(use => use.ruleId === rule.id)?.count ?? 0
    return ever - own + now.length >= count
  }
  const start = periodStart(at, per, rules.zone)
  const inPeriod = [...stored, ...now].filter(use => periodStart(use.at, per, rules.zone) === start)
  return inPeriod.length >= count
}
