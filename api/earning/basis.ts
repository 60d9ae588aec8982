import type { RefundOrder, Rule, UpsertOrder } from '../../sdk/contract'
import { portion, spread } from './share'

/** A piece of an order that can earn or be refunded. Amounts in minor units; `key` is `line:<lineId>`, `shipping` or `tax`. */
export interface Part {
  key: string
  kind: 'line' | 'shipping' | 'tax'
  sku: string | null
  categories: string[]
  giftCard: boolean
  /** After its share of the discount off the whole order; all of them sum to the order's total. */
  paid: number
  /** The tax inside `paid`. */
  tax: number
  /** How much of `paid` was paid with points. */
  points: number
}

/** What has been given back so far, minor units by part key. */
export type Refunded = Record<string, number>

type Exclusion = 'shipping' | 'tax' | 'giftCards' | 'paidWithPoints' | 'products'

/** What of an order earns, and what does not and why; minor units. */
export interface Basis {
  amount: number
  excluded: { part: Exclusion; amount: number }[]
}

/** The parts of an order that cost something. Discount, tax and points are spread in proportion, to the last unit. */
export function partsOf(order: UpsertOrder): Part[] {
  const priced = pricedParts(order)
  const gross = priced.map(part => part.paid)
  const discounts = spread(Math.min(order.discount, sum(gross)), gross)
  const paid = gross.map((amount, i) => amount - (discounts[i] ?? 0))
  const taxable = paid.map((amount, i) => (priced[i]?.kind === 'tax' ? 0 : amount))
  const taxes = spread(Math.min(order.taxIncluded, sum(taxable)), taxable)
  const points = spread(Math.min(order.paidWithPoints, sum(paid)), paid)
  for (const [i, part] of priced.entries()) {
    part.paid = paid[i] ?? 0
    part.tax = taxes[i] ?? 0
    part.points = points[i] ?? 0
  }
  return priced
}

/** Whether the amounts of an order contradict each other. */
export function totalsDiffer(order: UpsertOrder): boolean {
  const goods = sum(order.lines.map(line => line.amount)) + order.shipping
  const gross = goods + order.tax
  return (
    order.discount > gross ||
    gross - order.discount !== order.total ||
    order.paidWithPoints > order.total ||
    order.taxIncluded > goods
  )
}

/**
 * What is refunded after one more refund; null when it names a line the order does not have, or gives back more
 * than was paid. An amount without parts is spread over what is not refunded yet, in proportion.
 */
export function applyRefund(parts: Part[], refunded: Refunded, refund: RefundOrder): Refunded | null {
  const given = givenBack(parts, refunded, refund)
  if (!given) return null
  const after = { ...refunded }
  for (const [key, amount] of given) {
    const paid = parts.find(part => part.key === key)?.paid ?? -1
    const back = (after[key] ?? 0) + amount
    if (back > paid) return null
    if (back > 0) after[key] = back
  }
  return after
}

/**
 * What of an order earns under a rule's exclusions, and what does not; together they are what is not refunded.
 * A part refunded by a third earns a third less, half a unit rounding up.
 */
export function eligible(parts: Part[], refunded: Refunded, exclude: Rule['exclude']): Basis {
  const earning = parts.map(part => earningOf(part, openOf(part, refunded), exclude))
  const left = new Map<Exclusion, number>()
  for (const { excluded } of earning)
    for (const { part, amount } of excluded) left.set(part, (left.get(part) ?? 0) + amount)
  const excluded = [...left].map(([part, amount]) => ({ part, amount })).filter(({ amount }) => amount > 0)
  return { amount: sum(earning.map(({ amount }) => amount)), excluded }
}

function pricedParts(order: UpsertOrder): Part[] {
  const parts: Part[] = order.lines.map(({ lineId, sku, categories, giftCard, amount }) => {
    const key = `line:${lineId}`
    return { key, kind: 'line', sku, categories, giftCard, paid: amount, tax: 0, points: 0 }
  })
  for (const kind of ['shipping', 'tax'] as const) {
    const paid = order[kind]
    if (paid > 0)
      parts.push({ key: kind, kind, sku: null, categories: [], giftCard: false, paid, tax: 0, points: 0 })
  }
  return parts
}

function givenBack(parts: Part[], refunded: Refunded, refund: RefundOrder): [string, number][] | null {
  if (refund.amount === undefined) {
    const lines = (refund.lines ?? []).map(line => [`line:${line.lineId}`, line.amount] as [string, number])
    const rest: [string, number][] = [
      ['shipping', refund.shipping],
      ['tax', refund.tax],
    ]
    return [...lines, ...rest.filter(([, amount]) => amount > 0)]
  }
  const open = parts.map(part => openOf(part, refunded))
  if (refund.amount > sum(open)) return null
  const shares = spread(refund.amount, open)
  return parts.map((part, i) => [part.key, shares[i] ?? 0])
}

/** Tax inside the piece that was paid with points is left out once, with the points. */
function earningOf(part: Part, open: number, exclude: Rule['exclude']): Basis {
  const reason = excludedWhole(part, exclude)
  if (reason) return { amount: 0, excluded: [{ part: reason, amount: open }] }
  const points = exclude.paidWithPoints ? part.points : 0
  const cash = part.paid - points
  const tax = exclude.tax ? portion(part.tax, cash, part.paid) : 0
  const amount = portion(cash - tax, open, part.paid)
  const rest = open - amount
  const pointsLeft = tax === 0 ? rest : Math.min(rest, portion(points, open, part.paid))
  return {
    amount,
    excluded: [
      { part: 'paidWithPoints', amount: pointsLeft },
      { part: 'tax', amount: rest - pointsLeft },
    ],
  }
}

function excludedWhole(part: Part, exclude: Rule['exclude']): Exclusion | null {
  if (part.kind === 'shipping') return exclude.shipping ? 'shipping' : null
  if (part.kind === 'tax') return exclude.tax ? 'tax' : null
  if (part.giftCard && exclude.giftCards) return 'giftCards'
  const named = part.sku !== null && exclude.skus.includes(part.sku)
  return named || part.categories.some(category => exclude.categories.includes(category)) ? 'products' : null
}

const openOf = (part: Part, refunded: Refunded) => part.paid - (refunded[part.key] ?? 0)
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
