import type { Goal, Rule } from '../../sdk/contract'
import { addDays, periodStart } from '../merchants/calendar'
import type { Lot } from '../wallet/account'
import { limitReached } from './award'
import type { Books, Earning } from './books'
import { freeze } from './freeze'
import { goalSource, ordersIn } from './goal'
import { type Claim, level } from './level'
import { applicable } from './match'
import type { GoalRows } from './read'
import { amountOf, unpaid } from './reconcile'
import { momentOf } from './tier'

/** The order that has changed, in so far as goals look at it. */
export interface GoalOrder {
  paidAt: number
  /** Paid for the first time by this change: it may also complete a period that is over. */
  isNewlyPaid: boolean
  /** Ids of reward codes that were used. */
  usedCodes: ReadonlySet<string>
}

const ON = 'order.paid'

/**
 * Counts the orders of every period the order lies in. A goal that is met pays, one that is met no more is taken
 * back at the rate it was paid, and a goal that is changed asks of what it has paid only what it asked then.
 * Returns the reward codes that must be withdrawn.
 */
export function reconcileGoals(books: Books, order: GoalOrder, rows: GoalRows): string[] {
  const withdrawn: string[] = []
  const before = paidBefore(books, order, rows.goalEarnings)
  for (const earning of [...before, ...newlyMet(books, order, before)]) {
    const spentLots = rows.goalLots.filter(lot => lot.source === earning.source && lot.remaining === 0)
    level(books, earning, claimOf(books, order, earning, spentLots), withdrawn)
  }
  return withdrawn
}

function paidBefore({ rules }: Books, { paidAt }: GoalOrder, earned: Earning[]): Earning[] {
  return earned.filter(
    ({ source, ruleId, frozen: { goal } }) =>
      goal?.on === ON && source === goalSource(ruleId, goal, paidAt, rules.zone),
  )
}

function newlyMet(books: Books, order: GoalOrder, before: Earning[]): Earning[] {
  const { paidAt } = order
  const { program, zone } = books.rules
  const isMet = (rule: Rule, goal: Goal): boolean =>
    (order.isNewlyPaid || isRunning(books, goal, paidAt)) &&
    ordersIn(books.account.orders, goal, paidAt, zone, rule.minimumSpend) >= goal.count
  return applicable(program, { on: ON, ...momentOf(books, paidAt) }).flatMap(rule => {
    const { goal } = rule
    if (!goal || !isMet(rule, goal)) return []
    const source = goalSource(rule.id, goal, paidAt, zone)
    const isKnown = before.some(each => each.ruleId === rule.id && each.source === source)
    if (isKnown || limitReached(books, rule, source, paidAt)) return []
    return [unpaid(books, { source, paidAt }, rule, freeze(books, rule, paidAt))]
  })
}

/** An order of long ago that is edited today must not win what was asked for since. */
const isRunning = ({ at, rules }: Books, { per }: Goal, paidAt: number): boolean =>
  periodStart(at, per, rules.zone) === periodStart(paidAt, per, rules.zone)

function claimOf(
  books: Books,
  { paidAt, usedCodes }: GoalOrder,
  { at, frozen }: Earning,
  spentLots: Lot[],
): Claim {
  const { zone } = books.rules
  const { goal, minimumSpend, name } = frozen
  const isMet = goal && ordersIn(books.account.orders, goal, paidAt, zone, minimumSpend) >= goal.count
  return {
    target: isMet ? amountOf(frozen.earn) : 0,
    kind: 'goal',
    note: { name },
    availableAt: addDays(at, frozen.pendingDays, zone),
    ...{ spentLots, usedCodes },
  }
}
