import type { Goal, Rule, Streak } from '../../sdk/contract'
import { periodStart } from '../merchants/calendar'
import type { Fact } from './award'
import type { Books, Progress } from './books'
import { doneOf, goalSource, hasPaid } from './goal'
import { nextRun, pays } from './streak'

/** In the place of a period: a run has none, and is no count of facts should the rule become a goal. */
const RUN = -1

/** Days are those of the customer's own zone; where none is known, the merchant's. */
export const zoneOf = ({ customer, rules }: Books): string => customer.timeZone ?? rules.zone

/** One fact more for a rule with a goal or a streak. Returns what it pays for now, under a source that pays once. */
export function advance(books: Books, rule: Rule, fact: Fact): Fact | null {
  if (rule.goal) return advanceGoal(books, { ...rule, goal: rule.goal }, fact)
  return rule.streak ? advanceStreak(books, rule, rule.streak, fact) : null
}

/** Counting goes on after it has paid: a code that was out of stock is given with the next fact. */
function advanceGoal(books: Books, rule: Rule & { goal: Goal }, fact: Fact): Fact | null {
  const { zone } = books.rules
  const period = periodStart(books.at, rule.goal.per, zone)
  const count = doneOf(books, rule, books.at) + 1
  moveOn(books, rule.id, { period, count, last: 0, frozen: 0 }, fact)
  const source = goalSource(rule.id, rule.goal, books.at, zone)
  if (count < rule.goal.count || hasPaid(books, rule.id, source)) return null
  return { on: fact.on, source, kind: 'goal' }
}

function advanceStreak(books: Books, { id }: Rule, streak: Streak, fact: Fact): Fact | null {
  const run = nextRun(books.progress.get(id), books.at, streak, zoneOf(books))
  if (!run) return null
  const due = pays(run, streak)
  moveOn(books, id, { ...run, period: RUN, frozen: due ? 0 : run.frozen }, fact)
  return due ? { on: fact.on, source: `streak:${id}:${run.last}`, kind: 'goal' } : null
}

type Step = Omit<Progress, 'customerId' | 'ruleId'>

/** Remembers how far it has come, and why. `ruleId` '' is the daily check-in itself. */
export function moveOn(books: Books, ruleId: string, step: Step, { kind, source }: Fact): void {
  books.progress.set(ruleId, { customerId: books.customer.id, ruleId, ...step })
  books.moved.set(ruleId, { kind, source })
}
