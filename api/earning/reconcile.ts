import type { Rule } from '../../sdk/contract'
import { addDays } from '../merchants/calendar'
import type { Lot } from '../wallet/account'
import { clawback, raiseQualifying } from '../wallet/clawback'
import { credit } from '../wallet/ledger'
import type { Unit } from '../wallet/table'
import { eligible, type Part, type Refunded } from './basis'
import { type Books, type Earning, giveReward } from './books'
import { explain, pointsFor } from './calculate'

/** An order as it stands after the change that is being decided. */
export interface OrderFact {
  /** `order:1042` */
  source: string
  externalId: string
  currency: string
  paidAt: number
  parts: Part[]
  refunded: Refunded
  /** Paid and not wholly refunded. */
  open: boolean
  /** Its lots that are spent; the others are in the account. */
  spentLots: Lot[]
  /** Ids of its reward codes that were used. */
  usedCodes: ReadonlySet<string>
}

/**
 * Brings what an order has earned to what it should have earned at the rate that was paid: more is credited,
 * less is clawed back. Doing it twice does nothing, so paying, editing, refunding, cancelling and completing
 * again are all this one function. What is pending longest goes first, so that no rule gives back what is another's
 * to give. Returns the reward codes that must be withdrawn.
 */
export function reconcile(books: Books, order: OrderFact, earned: Earning[]): string[] {
  const withdrawn: string[] = []
  for (const earning of [...earned].sort(longestPending)) {
    const next = { ...earning }
    if (earning.unit === 'reward') reconcileReward(books, order, next, withdrawn)
    else reconcileAmount(books, order, next)
    if (isNew(earning) || changed(earning, next)) books.earned.push(next)
  }
  return withdrawn
}

const longestPending = (a: Earning, b: Earning) =>
  b.frozen.pendingDays - a.frozen.pendingDays || (a.ruleId < b.ruleId ? -1 : 1)

const isNew = (earning: Earning) => earning.held === 0 && earning.forgiven === 0
const changed = (a: Earning, b: Earning) =>
  a.held !== b.held || a.forgiven !== b.forgiven || a.rewardId !== b.rewardId

/** `held - forgiven` is always what the order should have earned when it was last looked at. */
function reconcileAmount(books: Books, order: OrderFact, earning: Earning): void {
  const { frozen, held, forgiven } = earning
  const unit: Unit = earning.unit === 'spins' ? 'spins' : 'points'
  const target = targetOf(order, earning)
  const before = held - forgiven
  if (target === before) return
  const counts = unit === 'points' ? target - before : 0
  const basis = eligible(order.parts, order.refunded, frozen.exclude)
  const note = { ...explain(frozen, order.currency, basis), order: order.externalId }
  const source = order.source
  const availableAt =
    unit === 'spins' ? books.at : addDays(order.paidAt, frozen.pendingDays, books.rules.zone)
  if (target > held) {
    const amount = target - held
    credit(books, { kind: 'earn', source, note, unit, amount, availableAt, qualifying: counts })
    Object.assign(earning, { held: target, forgiven: 0 })
  } else if (target > before) {
    raiseQualifying(books, { source, availableAt, qualifying: counts, spentLots: order.spentLots })
    earning.forgiven = held - target
  } else {
    const change = {
      ...{ unit, source, note, availableAt, amount: before - target, qualifying: Math.abs(counts) },
      spentLots: order.spentLots,
    }
    const taken = clawback(books, books.rules.program.refunds, change)
    Object.assign(earning, { held: held - taken, forgiven: held - taken - target })
  }
}

function targetOf(order: OrderFact, { frozen, unit }: Earning): number {
  const { amount } = eligible(order.parts, order.refunded, frozen.exclude)
  if (unit === 'points') return pointsFor(frozen, order.currency, amount, order.open)
  const earns = order.open && amount >= frozen.minimumSpend
  if (!earns) return 0
  return frozen.earn.kind === 'spins' ? frozen.earn.spins : 1
}

/** A code that was used cannot come back: like points the policy forgave, it is there if the order completes again. */
function reconcileReward(books: Books, order: OrderFact, earning: Earning, withdrawn: string[]): void {
  const { frozen, held, rewardId } = earning
  const target = targetOf(order, earning)
  if (target > held && frozen.earn.kind === 'reward') {
    const issued = giveReward(books, frozen.earn.reward, order.source, frozen.earn.validDays)
    if (issued) Object.assign(earning, { held: 1, rewardId: issued.id })
  } else if (target < held && rewardId !== null && !order.usedCodes.has(rewardId)) {
    withdrawn.push(rewardId)
    Object.assign(earning, { held: 0, rewardId: null })
  }
  earning.forgiven = Math.max(0, earning.held - target)
}

/** The row of a rule that has not paid this order yet. */
export const unpaid = (books: Books, order: OrderFact, rule: Rule, frozen: Earning['frozen']): Earning => ({
  customerId: books.customer.id,
  source: order.source,
  ruleId: rule.id,
  at: order.paidAt,
  unit: rule.earn.kind === 'spins' ? 'spins' : rule.earn.kind === 'reward' ? 'reward' : 'points',
  held: 0,
  forgiven: 0,
  rewardId: null,
  frozen,
})
