import type { Earn, Rule } from '../../sdk/contract'
import { addDays } from '../merchants/calendar'
import type { Lot } from '../wallet/account'
import { eligible, type Part, type Refunded } from './basis'
import type { Books, Earning } from './books'
import { explain, pointsFor } from './calculate'
import { type Claim, level } from './level'

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
  /** Ids of reward codes that were used. */
  usedCodes: ReadonlySet<string>
}

/**
 * Brings what an order has earned to what it should have earned at the rate that was paid, so paying, editing,
 * refunding, cancelling and completing again are all this one function. What is pending longest goes first, so that
 * no rule gives back what is another's to give. Returns the reward codes that must be withdrawn.
 */
export function reconcile(books: Books, order: OrderFact, earned: Earning[]): string[] {
  const withdrawn: string[] = []
  for (const earning of [...earned].sort(longestPending))
    level(books, earning, claimOf(books, order, earning), withdrawn)
  return withdrawn
}

const longestPending = (a: Earning, b: Earning) =>
  b.frozen.pendingDays - a.frozen.pendingDays || (a.ruleId < b.ruleId ? -1 : 1)

function claimOf(books: Books, order: OrderFact, { frozen, unit }: Earning): Claim {
  const { currency, open, spentLots, usedCodes } = order
  const basis = eligible(order.parts, order.refunded, frozen.exclude)
  const earns = open && basis.amount >= frozen.minimumSpend
  const whole = earns ? amountOf(frozen.earn) : 0
  return {
    target: unit === 'points' ? pointsFor(frozen, currency, basis.amount, open) : whole,
    kind: 'earn',
    note: { ...explain(frozen, currency, basis), order: order.externalId },
    availableAt: addDays(order.paidAt, frozen.pendingDays, books.rules.zone),
    ...{ spentLots, usedCodes },
  }
}

/** What is given whatever the amount: points or spins, and 1 of a reward or of nothing. */
export function amountOf(earn: Earn): number {
  if (earn.kind === 'fixed') return earn.points
  return earn.kind === 'spins' ? earn.spins : 1
}

const UNITS: Partial<Record<Earn['kind'], Earning['unit']>> = {
  spins: 'spins',
  reward: 'reward',
  nothing: 'nothing',
}

/** The row of a rule that has not paid this source yet. */
export const unpaid = (
  books: Books,
  { source, paidAt }: Pick<OrderFact, 'source' | 'paidAt'>,
  rule: Rule,
  frozen: Earning['frozen'],
): Earning => ({
  customerId: books.customer.id,
  source,
  ruleId: rule.id,
  at: paidAt,
  unit: UNITS[rule.earn.kind] ?? 'points',
  held: 0,
  forgiven: 0,
  rewardId: null,
  frozen,
})
