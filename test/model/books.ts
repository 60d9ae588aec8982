import type { Program, Reward, UpsertOrder } from '../../sdk/contract'
import { addMonths, nextStart } from './calendar'
import type { Redemption } from './catalogue'
import type { Amounts } from './pieces'
import type { Rate } from './rate'
import type { Referral } from './referrals'
import type { Fact, PaidGoal } from './series'

/** The merchant's rules as the model knows them. */
export interface Rules {
  program: Program
  zone: string
  /** When the expiry setting took effect. */
  expirySince: number
}

export type Unit = 'points' | 'spins'

export interface Credit {
  /** In order of their making. */
  number: number
  unit: Unit
  left: number
  availableAt: number
  /** Where it was given an end of its own. */
  expiresAt: number | null
  source: string
  /** Points by hand or for an event that count for tiers; what orders count is worked out from the orders. */
  counts: number
}

/** What one rule has paid for one order. */
export interface Earning {
  rate: Rate
  unit: Unit | 'code' | 'nothing'
  held: number
  /** Of `held`: should have come back, but the policy let it be. */
  forgiven: number
  code: Code | null
}

export interface Order {
  document: UpsertOrder
  status: UpsertOrder['status']
  /** When it was first paid. */
  paidAt: number | null
  refunded: Amounts
  refunds: Map<string, string>
  earnings: Earning[]
}

export interface Code {
  /** As the API spells it; unknown until it was seen. */
  typed: string | null
  reward: Reward
  status: 'issued' | 'reserved' | 'redeemed' | 'void'
  orderId: string | null
  reservedUntil: number
  expiresAt: number
  /** Orders that have done something with it, and what. */
  history: { orderId: string; verb: string }[]
}

export interface Grant {
  tierId: string
  endsAt: number | null
}

/** Where everything that was ever credited has gone. */
export type Sums = Record<'issued' | 'spent' | 'expired' | 'clawedBack' | 'adjustedAway', number>

/** What a fact was paid by a rule. */
export interface Use {
  ruleId: string
  source: string
  at: number
  code: Code | null
  /** It should have come back, but could not: it counts for limits, and for nothing else. */
  isForgiven: boolean
}

export interface Customer {
  externalId: string
  kind: 'customer' | 'guest'
  /** Of a guest: their token, the address they joined with, and who they turned out to be. */
  token: string
  joinedWith: string | null
  mergedInto: string | null
  /** The API's id, once it has told it. */
  id: string
  createdAt: number
  email: string | null
  /** Names them in links; unknown until the API has told it, and a guest has none. */
  slug: string | null
  birthday: string | null
  /** When it was told: only birthdays after that are kept. */
  birthdayKnownAt: number
  /** The time up to which everything is in the books. */
  bookedAt: number
  credits: Credit[]
  /** Oldest first. */
  debts: { left: number }[]
  grant: Grant | null
  pastGrants: { tierId: string; from: number; until: number | null }[]
  orders: Map<string, Order>
  /** What facts that are not orders were paid. */
  uses: Use[]
  birthdaysPaid: Set<string>
  /** Those of guests they were before count, but for the numbers of their own. */
  spins: { at: number; entry: string; isOwn: boolean }[]
  codes: Code[]
  redemptions: Redemption[]
  /** Whose days streaks and check-ins count; null is the merchant's. */
  timeZone: string | null
  facts: Fact[]
  goals: PaidGoal[]
  /** Who brought them, and whom they brought. */
  invitation: Referral | null
  friends: Referral[]
  sums: Record<Unit, Sums>
}

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

const NOTHING: Sums = { issued: 0, spent: 0, expired: 0, clawedBack: 0, adjustedAway: 0 }

export function openAccount(externalId: string, createdAt: number, birthday: string | null): Customer {
  return {
    ...{
      externalId,
      kind: 'customer',
      id: '',
      createdAt,
      birthday,
      birthdayKnownAt: createdAt,
      bookedAt: createdAt,
    },
    ...{ credits: [], debts: [], grant: null, pastGrants: [], orders: new Map(), uses: [] },
    ...{ birthdaysPaid: new Set(), spins: [], codes: [], redemptions: [] },
    ...{ timeZone: null, facts: [], goals: [], invitation: null, friends: [], email: null, slug: null },
    ...{ token: '', joinedWith: null, mergedInto: null },
    sums: { points: { ...NOTHING }, spins: { ...NOTHING } },
  }
}

export const isPaid = (order: Order) => order.status === 'paid' && order.paidAt !== null
export const givenBack = (order: Order) =>
  order.status === 'cancelled' ? order.document.total : sum(Object.values(order.refunded))

/** When a credit is gone; Infinity is never. The clock starts when it becomes available, not before the setting. */
export function expiryOf(customer: Customer, credit: Credit, { program, zone, expirySince }: Rules): number {
  if (credit.expiresAt !== null) return credit.expiresAt
  const { expiry } = program
  if (credit.unit === 'spins' || expiry.mode === 'none') return Number.POSITIVE_INFINITY
  const start = Math.max(credit.availableAt, expirySince)
  if (expiry.mode === 'inactivity') {
    const ordered = [...customer.orders.values()].filter(isPaid).map(order => order.paidAt ?? 0)
    return addMonths(Math.max(start, customer.createdAt, ...ordered), expiry.months, zone)
  }
  const end = addMonths(start, expiry.months, zone)
  return expiry.roundTo === 'none' ? end : nextStart(end, expiry.roundTo, zone)
}

export function balance(customer: Customer, unit: Unit): { available: number; pending: number } {
  const mine = customer.credits.filter(credit => credit.unit === unit)
  const ready = mine.filter(credit => credit.availableAt <= customer.bookedAt)
  const owed = unit === 'points' ? sum(customer.debts.map(debt => debt.left)) : 0
  const available = sum(ready.map(credit => credit.left))
  return { available: available - owed, pending: sum(mine.map(credit => credit.left)) - available }
}

/** In the order in which they are spent: what is gone soonest first, then the oldest. */
export function spendable(customer: Customer, unit: Unit, rules: Rules): Credit[] {
  const ready = customer.credits.filter(
    credit => credit.unit === unit && credit.left > 0 && credit.availableAt <= customer.bookedAt,
  )
  const dated = ready.map(credit => ({ credit, end: Math.min(expiryOf(customer, credit, rules), 8e15) }))
  return dated.sort((a, b) => a.end - b.end || a.credit.number - b.credit.number).map(({ credit }) => credit)
}

/** Takes what is there; the caller knows that it is enough. */
export function spend(
  customer: Customer,
  unit: Unit,
  amount: number,
  sum: 'spent' | 'adjustedAway',
  rules: Rules,
): void {
  take(spendable(customer, unit, rules), amount)
  customer.sums[unit][sum] += amount
}

/** Takes from these in order; returns what they did not have. */
export function take(from: Credit[], amount: number): number {
  let missing = amount
  for (const credit of from) {
    const part = Math.min(credit.left, missing)
    credit.left -= part
    missing -= part
  }
  return missing
}

type NewCredit = Omit<Credit, 'number' | 'left' | 'expiresAt' | 'counts'> &
  Partial<Pick<Credit, 'expiresAt' | 'counts'>> & { amount: number }

export function give(customer: Customer, { amount, ...credit }: NewCredit, rules: Rules): void {
  const number = customer.credits.length
  customer.sums[credit.unit].issued += amount
  customer.credits.push({ expiresAt: null, counts: 0, ...credit, number, left: amount })
  payDebts(customer, rules)
}

export function payDebts(customer: Customer, rules: Rules): void {
  for (const debt of customer.debts) debt.left = take(spendable(customer, 'points', rules), debt.left)
  customer.debts = customer.debts.filter(({ left }) => left > 0)
}
