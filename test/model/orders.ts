import type { CancelOrder, RefundOrder, UpsertOrder } from '../../sdk/contract'
import { issueCode } from './award'
import {
  type Credit,
  type Customer,
  type Earning,
  give,
  givenBack,
  type Order,
  type Rules,
  spendable,
  take,
  type Unit,
} from './books'
import { addDays } from './calendar'
import { followGoals } from './goals'
import { usedUp } from './limit'
import { type Amounts, eligible, openOf, piecesOf, share } from './pieces'
import { listeners, pointsOf, rateAt, unitOf } from './rate'
import { followReferral } from './referrals'
import { refused } from './refused'
import { isSeries } from './series'
import { climb, tierAt } from './tiers'
import { pass } from './time'

/** An order as it stands: new, edited, paid, cancelled, completed again; it may say who brought the customer. */
export function sendOrder(
  customer: Customer,
  document: UpsertOrder,
  now: number,
  rules: Rules,
  isBroughtAt: (at: number) => void = () => {},
): void {
  const known = customer.orders.get(document.externalId)
  if (known && JSON.stringify(known.document) === JSON.stringify(document)) return
  const paidAt =
    document.status === 'paid' ? Math.min(now, Date.parse(document.paidAt ?? document.placedAt)) : null
  const isNews = known === undefined || (known.paidAt === null && paidAt !== null)
  const placedAt = Math.min(now, Date.parse(document.placedAt))
  if (known && Object.values(known.refunded).some(amount => amount > 0)) {
    const sameBut = { ...document, status: known.document.status }
    if (JSON.stringify(known.document) !== JSON.stringify(sameBut)) refused('order_changed_after_refund')
  }
  pass(customer, isNews ? (paidAt ?? placedAt) : now, rules)
  if (document.status !== 'cancelled') isBroughtAt(known?.paidAt ?? paidAt ?? placedAt)
  const order: Order = known ?? {
    ...{ document, status: document.status, paidAt: null, refunded: {}, refunds: new Map(), earnings: [] },
  }
  const isFirst = ![...customer.orders].some(
    ([id, { status }]) => id !== document.externalId && status === 'paid',
  )
  customer.orders.set(document.externalId, order)
  Object.assign(order, { document, status: document.status })
  const isNewlyPaid = paidAt !== null && order.paidAt === null
  if (isNewlyPaid) {
    order.paidAt = paidAt
    order.earnings = freeze(customer, order, paidAt, isFirst, rules)
  }
  follow(customer, order, isNewlyPaid, rules)
}

/** The rates of the day it was first paid, which it keeps whatever comes. */
function freeze(customer: Customer, order: Order, paidAt: number, isFirst: boolean, rules: Rules): Earning[] {
  const source = `order:${order.document.externalId}`
  const tierId = tierAt(customer, paidAt)
  const heard = ['order.paid', ...(isFirst ? ['order.first'] : [])].flatMap(on =>
    listeners(rules.program, on, paidAt, tierId),
  )
  return heard
    .filter(rule => !isSeries(rule))
    .filter(({ id, limit }) => !limit || !usedUp(customer, id, limit, source, paidAt, rules.zone))
    .map(rule => ({
      rate: rateAt(rules.program, rule, paidAt, tierId),
      ...{ unit: unitOf(rule.earn), held: 0, forgiven: 0, code: null },
    }))
}

/** Money back by part or by amount; what is repeated is not taken twice. */
export function refundOrder(
  customer: Customer,
  id: string,
  refund: RefundOrder,
  now: number,
  rules: Rules,
): void {
  const order = customer.orders.get(id)
  if (!order) refused('not_found')
  const known = order.refunds.get(refund.externalId)
  if (known === JSON.stringify(refund)) return
  if (known !== undefined) refused('refund_differs')
  if (order.status === 'pending') refused('conflict')
  if (order.status === 'cancelled') refused('refund_too_large')
  const after = refundedAfter(order, refund)
  pass(customer, refund.at === undefined ? now : Date.parse(refund.at), rules)
  order.refunded = after
  order.refunds.set(refund.externalId, JSON.stringify(refund))
  follow(customer, order, false, rules)
}

function refundedAfter(order: Order, { amount, lines, shipping, tax }: RefundOrder): Amounts {
  const pieces = piecesOf(order.document)
  const open = pieces.map(piece => openOf(piece, order.refunded))
  const back: Amounts = { ...order.refunded }
  const add = (key: string, more: number) => {
    back[key] = (back[key] ?? 0) + more
  }
  if (amount === undefined) {
    for (const line of lines ?? []) add(`line:${line.lineId}`, line.amount)
    if (shipping > 0) add('shipping', shipping)
    if (tax > 0) add('tax', tax)
  } else {
    if (amount > open.reduce((sum, each) => sum + each, 0)) refused('refund_too_large')
    for (const [i, part] of share(amount, open).entries()) add(pieces[i]?.key ?? '', part)
  }
  const tooMuch = ([key, given]: [string, number]) =>
    given > (pieces.find(each => each.key === key)?.paid ?? -1)
  if (Object.entries(back).some(tooMuch)) refused('refund_too_large')
  return back
}

export function cancelOrder(
  customer: Customer,
  id: string,
  { at }: CancelOrder,
  now: number,
  rules: Rules,
): void {
  const order = customer.orders.get(id)
  if (!order) refused('not_found')
  if (order.status === 'cancelled') return
  pass(customer, at === undefined ? now : Date.parse(at), rules)
  order.status = 'cancelled'
  order.document = { ...order.document, status: 'cancelled' }
  follow(customer, order, false, rules)
}

/** What an order has earned follows the order, and so do the missions that count it. */
function follow(customer: Customer, order: Order, isNewlyPaid: boolean, rules: Rules): void {
  const { document, paidAt } = order
  const source = `order:${document.externalId}`
  for (const earning of order.earnings.toSorted(longestPending)) {
    const availableAt = addDays(paidAt ?? 0, earning.rate.rule.pendingDays, rules.zone)
    level(customer, earning, { due: dueNow(order, earning), source, availableAt }, rules)
  }
  followGoals(customer, order, isNewlyPaid, rules)
  climb(customer, rules)
  followReferral(customer, rules)
}

interface Claim {
  /** Points or spins; of a code and of nothing, 1 or 0. */
  due: number
  source: string
  availableAt: number
}

/** What is held becomes what is due: more is given, less is taken back as far as the policy goes. */
export function level(
  customer: Customer,
  earning: Earning,
  { due, source, ...claim }: Claim,
  rules: Rules,
): void {
  const { unit } = earning
  if (unit === 'code') followCode(customer, earning, due)
  else if (unit === 'nothing') earning.held = due
  else levelAmount(customer, earning, unit, { due, source, ...claim }, rules)
}

function levelAmount(
  customer: Customer,
  earning: Earning,
  unit: Unit,
  { due, source, ...claim }: Claim,
  rules: Rules,
): void {
  const availableAt = unit === 'points' ? claim.availableAt : customer.bookedAt
  const counting = earning.held - earning.forgiven
  if (due > earning.held) {
    give(customer, { unit, amount: due - earning.held, availableAt, source }, rules)
    earning.held = due
  } else if (due < counting) {
    earning.held -= takeBack(customer, { unit, source, availableAt }, counting - due, rules)
  }
  earning.forgiven = earning.held - due
}

/** No rule gives back what is another's to give. */
const longestPending = (a: Earning, b: Earning) =>
  b.rate.rule.pendingDays - a.rate.rule.pendingDays || (a.rate.rule.id < b.rate.rule.id ? -1 : 1)

function dueNow(order: Order, { rate, unit }: Earning): number {
  const { document } = order
  const isOpen = order.status === 'paid' && (document.total === 0 || givenBack(order) < document.total)
  if (!isOpen) return 0
  const earning = eligible(document, order.refunded, rate.rule.exclude)
  if (unit === 'points') return pointsOf(rate, document.currency, earning)
  if (earning < rate.rule.minimumSpend) return 0
  return rate.rule.earn.kind === 'spins' ? rate.rule.earn.spins : 1
}

/** Its own points first, pending before available; then others, then a debt, as far as the policy lets it. */
export function takeBack(
  customer: Customer,
  { unit, source, availableAt }: Pick<Credit, 'unit' | 'source' | 'availableAt'>,
  amount: number,
  rules: Rules,
): number {
  const policy = rules.program.refunds
  const own = customer.credits.filter(credit => credit.unit === unit && credit.source === source)
  const pending = own.filter(credit => credit.availableAt > customer.bookedAt)
  const sameDate = pending.filter(credit => credit.availableAt === availableAt)
  let missing = take(pending, take(sameDate, amount))
  if (policy !== 'pending_only') missing = take(spendable(customer, unit, rules), take(own, missing))
  if (missing > 0 && policy === 'allow_negative' && unit === 'points') {
    customer.debts.push({ left: missing })
    missing = 0
  }
  customer.sums[unit].clawedBack += amount - missing
  return amount - missing
}

/** An unused code goes with what earned it; a used one stays, and counts as given if the order completes again. */
function followCode(customer: Customer, earning: Earning, due: number): void {
  const { earn } = earning.rate.rule
  if (due === 1 && earning.held === 0 && earn.kind === 'reward') {
    earning.code = issueCode(customer, earn.reward, earn.validDays)
    earning.held = 1
  }
  if (due === 0 && earning.code && earning.code.status !== 'redeemed') {
    earning.code.status = 'void'
    Object.assign(earning, { code: null, held: 0 })
  }
  earning.forgiven = earning.held - due
}
