import type { Goal, Me, Rule, Streak } from '../../sdk/contract'
import type { Customer, Earning, Rules } from './books'
import { DAY_MS, instantOf, nextStart, startOf, wallOf } from './calendar'
import { usedUp } from './limit'
import { listeners } from './rate'
import { tierAt } from './tiers'

/** Something that happened to a customer, other than an order. */
export interface Fact {
  on: string
  at: number
  /** Whose days counted then. */
  zone: string
}

/** What a goal over orders has paid in one period. */
export interface PaidGoal extends Earning {
  source: string
  /** When the order was paid that completed it. */
  at: number
}

type GoalRule = Rule & { goal: Goal }
type StreakRule = Rule & { streak: Streak }
const hasGoal = (rule: Rule): rule is GoalRule => rule.goal !== null
const hasStreak = (rule: Rule): rule is StreakRule => rule.streak !== null
export const isSeries = (rule: Rule) => hasGoal(rule) || hasStreak(rule)

/** The customer's own zone; where none is known, the merchant's. */
export const zoneOf = (customer: Customer, { zone }: Rules) => customer.timeZone ?? zone

export const dayNumber = (at: number, zone: string) => Math.floor(+wallOf(at, zone) / DAY_MS)
const dayText = (at: number, zone: string) => wallOf(at, zone).toISOString().slice(0, 10)

const sameTime = (a: number, b: number, per: Goal['per'], zone: string) =>
  per === 'lifetime' || startOf(a, per, zone) === startOf(b, per, zone)

export function goalSource({ id, goal }: GoalRule, at: number, zone: string): string {
  if (goal.per === 'lifetime') return `goal:${id}`
  return `goal:${id}:${dayText(startOf(at, goal.per, zone), zone)}`
}

/** How often it has happened in the period around `at`. */
export function countOf(customer: Customer, { on, goal, minimumSpend }: GoalRule, at: number, zone: string) {
  if (on !== 'order.paid')
    return customer.facts.filter(fact => fact.on === on && sameTime(fact.at, at, goal.per, zone)).length
  return [...customer.orders.values()].filter(order => {
    if (order.status !== 'paid' || order.paidAt === null) return false
    const back = Object.values(order.refunded).reduce((sum, amount) => sum + amount, 0)
    const left = order.document.total - back
    const counts = left >= minimumSpend && (left > 0 || order.document.total === 0)
    return counts && sameTime(order.paidAt, at, goal.per, zone)
  }).length
}

function hasPaid(customer: Customer, { id }: Rule, source: string): boolean {
  const goal = customer.goals.find(each => each.rate.rule.id === id && each.source === source)
  if (goal) return goal.held > goal.forgiven
  return customer.uses.some(use => use.ruleId === id && use.source === source)
}

/** What a goal or a streak pays for with the fact that has just been written down; null: not yet, or not again. */
export function occasionOf(customer: Customer, rule: Rule, zone: string): string | null {
  const at = customer.bookedAt
  if (hasGoal(rule)) {
    const source = goalSource(rule, at, zone)
    return countOf(customer, rule, at, zone) >= rule.goal.count && !hasPaid(customer, rule, source)
      ? source
      : null
  }
  if (!hasStreak(rule)) return null
  const before = runOf({ ...customer, facts: customer.facts.slice(0, -1) }, rule)
  const run = runOf(customer, rule)
  const isLonger = run !== null && run.last !== before?.last
  return isLonger && run.count % rule.streak.count === 0 ? `streak:${rule.id}:${run.last}` : null
}

interface Run {
  count: number
  last: number
  /** Freezes used since it last paid. */
  frozen: number
}

const numberOf = (at: number, per: 'day' | 'week', zone: string) =>
  per === 'day' ? dayNumber(at, zone) : Math.floor((dayNumber(at, zone) + 3) / 7)

/** All days or weeks on which it has happened, one after the other. */
function runOf({ facts }: Customer, { on, streak }: StreakRule): Run | null {
  let run: Run | null = null
  for (const fact of facts.filter(each => each.on === on)) {
    const number = numberOf(fact.at, streak.per, fact.zone)
    if (run && number <= run.last) continue
    const missed: number = run ? number - run.last - 1 : 0
    const lives: boolean = run !== null && run.frozen + missed <= streak.freezes
    run =
      run && lives
        ? { count: run.count + 1, last: number, frozen: run.frozen + missed }
        : { count: 1, last: number, frozen: 0 }
    if (run.count % streak.count === 0) run.frozen = 0
  }
  return run
}

const iso = (at: number) => new Date(at).toISOString()
const facesOf = ({ id, name, on, earn, badge }: Rule) => ({ ruleId: id, name, on, earn, badge })

const rulesNow = (customer: Customer, { program }: Rules, now: number): Rule[] => {
  const facts = [...new Set(program.rules.map(({ on }) => on))]
  const heard = facts.flatMap(on => listeners(program, on, now, tierAt(customer, now)))
  return program.rules.filter(rule => heard.includes(rule))
}

/** How far the shopper has come; a goal whose rule may not pay any more is not shown. */
export function missionsOf(customer: Customer, now: number, rules: Rules): Me['missions'] {
  return rulesNow(customer, rules, now)
    .filter(hasGoal)
    .flatMap(rule => {
      const source = goalSource(rule, now, rules.zone)
      const isPaid = hasPaid(customer, rule, source)
      if (!isPaid && rule.limit && usedUp(customer, rule.id, rule.limit, source, now, rules.zone)) return []
      const { count: goal, per } = rule.goal
      const done = isPaid ? goal : Math.min(goal, countOf(customer, rule, now, rules.zone))
      const endsAt = per === 'lifetime' ? null : iso(nextStart(now, per, rules.zone))
      return [{ ...facesOf(rule), done, goal, endsAt, completed: done === goal }]
    })
}

export function streaksOf(customer: Customer, now: number, rules: Rules): Me['streaks'] {
  return rulesNow(customer, rules, now)
    .filter(hasStreak)
    .map(rule => ({ ...facesOf(rule), ...standing(customer, rule, now, zoneOf(customer, rules)) }))
}

function standing(customer: Customer, rule: StreakRule, now: number, zone: string) {
  const { per, count, freezes } = rule.streak
  const run = runOf(customer, rule)
  const left = freezes - (run?.frozen ?? 0)
  const missed = run ? Math.max(0, numberOf(now, per, zone) - run.last - 1) : 0
  if (!run || missed > left)
    return { per, run: 0, goal: count, freezesLeft: freezes, doneNow: false, endsAt: null }
  const end = run.last + left + 2
  const endDay = per === 'day' ? end : end * 7 - 3
  return {
    ...{ per, run: run.count, goal: (Math.floor(run.count / count) + 1) * count, freezesLeft: left - missed },
    ...{ doneNow: numberOf(now, per, zone) <= run.last, endsAt: iso(instantOf(endDay * DAY_MS, zone)) },
  }
}

/** Every rule with a badge that has paid and still stands for it, and when it first did. */
export function badgesOf(customer: Customer, { program }: Rules): Me['badges'] {
  const ofOrders = [...customer.orders.values()].flatMap(({ earnings, paidAt }) =>
    earnings.map(earning => ({ ...earning, at: paidAt ?? 0 })),
  )
  const standing = [...ofOrders, ...customer.goals].filter(({ held, forgiven }) => held > forgiven)
  const uses = customer.uses.filter(({ isForgiven }) => !isForgiven)
  const paid = [...standing.map(({ rate, at }) => ({ ruleId: rate.rule.id, at })), ...uses]
  return program.rules.flatMap(({ id, name, badge }) => {
    const times = paid.filter(({ ruleId }) => ruleId === id).map(({ at }) => at)
    return badge && times.length > 0 ? [{ ruleId: id, name, icon: badge, at: iso(Math.min(...times)) }] : []
  })
}

/** The day that can be checked in, unless that day or a later one is; null where nothing listens. */
export function checkInDay(customer: Customer, now: number, rules: Rules) {
  if (listeners(rules.program, 'check-in', now, tierAt(customer, now)).length === 0) return null
  const zone = zoneOf(customer, rules)
  const number = dayNumber(now, zone)
  const days = customer.facts.filter(({ on }) => on === 'check-in').map(fact => dayNumber(fact.at, fact.zone))
  const last = Math.max(Number.NEGATIVE_INFINITY, ...days)
  const next = Math.max(number, last) + 1
  return { day: dayText(now, zone), open: number > last, nextAt: iso(instantOf(next * DAY_MS, zone)) }
}

export function checkInOf(customer: Customer, now: number, rules: Rules): Me['checkIn'] {
  const today = checkInDay(customer, now, rules)
  return today && { open: today.open, nextAt: today.nextAt }
}
