import type { RefundOrder, Rule, UpsertOrder } from '../../sdk/contract'

/** One part of an order that was paid for: a line, the shipping, the tax on top. */
export interface Part {
  /** `line:<lineId>`, `shipping` or `tax` */
  key: string
  kind: 'line' | 'shipping' | 'tax'
  sku: string | null
  categories: string[]
  giftCard: boolean
  /** After its share of the order's discount; the parts sum to the order's total. Minor units, as all below. */
  paid: number
  /** Its share of the tax included. */
  tax: number
  /** Its share of what was paid with points. */
  points: number
}

/** Minor units given back, by part. */
export type Refunded = Record<string, number>

type Exclusion = 'shipping' | 'tax' | 'giftCards' | 'paidWithPoints' | 'products'

export interface Basis {
  /** What can earn, minor units. */
  amount: number
  /** What cannot, and why. */
  excluded: { part: Exclusion; amount: number }[]
}

/** Whether the order contradicts itself. */
export function totalsDiffer(order: UpsertOrder): boolean {
  const priced = order.lines.reduce((sum, line) => sum + line.amount, order.shipping)
  const gross = priced + order.tax
  return (
    gross - order.discount !== order.total ||
    order.discount > gross ||
    order.taxIncluded > priced ||
    order.paidWithPoints > order.total
  )
}

export function partsOf(order: UpsertOrder): Part[] {
  const gross = [
    ...order.lines.map(line => ({
      ...{ key: `line:${line.lineId}`, kind: 'line' as const, amount: line.amount },
      ...{ sku: line.sku, categories: line.categories, giftCard: line.giftCard },
    })),
    { key: 'shipping', kind: 'shipping' as const, amount: order.shipping, ...NO_PRODUCT },
    { key: 'tax', kind: 'tax' as const, amount: order.tax, ...NO_PRODUCT },
  ]
  const amounts = gross.map(part => part.amount)
  const discount = spread(order.discount, amounts)
  const paid = amounts.map((amount, i) => amount - (discount[i] ?? 0))
  const points = spread(order.paidWithPoints, paid)
  const taxable = gross.map((part, i) => (part.kind === 'tax' ? 0 : (paid[i] ?? 0)))
  const tax = spread(Math.min(order.taxIncluded, sum(taxable)), taxable)
  return gross.map(({ amount: _, ...part }, i) => ({
    ...part,
    ...{ paid: paid[i] ?? 0, tax: tax[i] ?? 0, points: points[i] ?? 0 },
  }))
}

const NO_PRODUCT = { sku: null, categories: [], giftCard: false }

/** null when more would be given back than was paid for a part, or a line is not there. */
export function applyRefund(parts: Part[], refunded: Refunded, refund: RefundOrder): Refunded | null {
  const left = new Map(parts.map(part => [part.key, part.paid - (refunded[part.key] ?? 0)]))
  const back = refund.amount === undefined ? named(refund) : spreadOver(left, refund.amount)
  const next = { ...refunded }
  for (const [key, amount] of back) {
    const rest = left.get(key)
    if (rest === undefined || amount > rest) return null
    left.set(key, rest - amount)
    if (amount > 0) next[key] = (next[key] ?? 0) + amount
  }
  return next
}

function named(refund: RefundOrder): [string, number][] {
  const lines = refund.lines ?? []
  return [
    ...lines.map(line => [`line:${line.lineId}`, line.amount] as [string, number]),
    ['shipping', refund.shipping],
    ['tax', refund.tax],
  ].filter(([key, amount]) => amount !== 0 || String(key).startsWith('line:')) as [string, number][]
}

function spreadOver(left: Map<string, number>, amount: number): [string, number][] {
  const rest = [...left.values()]
  if (amount > sum(rest)) return [['', amount]]
  const shares = spread(amount, rest)
  return [...left.keys()].map((key, i) => [key, shares[i] ?? 0])
}

/** What of the order can earn under a rule's exclusions, after refunds. Exactly 0 once everything is given back. */
export function eligible(parts: Part[], refunded: Refunded, exclude: Rule['exclude']): Basis {
  const excluded = new Map<Exclusion, number>()
  const leaveOut = (reason: Exclusion, amount: number) => {
    if (amount > 0) excluded.set(reason, (excluded.get(reason) ?? 0) + amount)
  }
  let amount = 0
  for (const part of parts) {
    const rest = (minor: number) => remaining(minor, part.paid, refunded[part.key] ?? 0)
    const whole = wholly(part, exclude)
    if (whole) {
      leaveOut(whole, rest(part.paid))
      continue
    }
    const tax = exclude.tax ? part.tax : 0
    const points = exclude.paidWithPoints ? Math.min(part.points, part.paid - tax) : 0
    const earns = rest(part.paid - tax - points)
    amount += earns
    leaveOut('tax', rest(tax))
    leaveOut('paidWithPoints', rest(points))
  }
  return { amount, excluded: [...excluded].map(([part, minor]) => ({ part, amount: minor })) }
}

function wholly(part: Part, exclude: Rule['exclude']): Exclusion | null {
  if (part.kind === 'shipping') return exclude.shipping ? 'shipping' : null
  if (part.kind === 'tax') return exclude.tax ? 'tax' : null
  if (part.giftCard && exclude.giftCards) return 'giftCards'
  const named = part.sku !== null && exclude.skus.includes(part.sku)
  return named || part.categories.some(category => exclude.categories.includes(category)) ? 'products' : null
}

/** The share of `minor` that is left of a part after a refund, half a unit rounded up. */
function remaining(minor: number, paid: number, back: number): number {
  if (back === 0 || paid === 0) return minor
  return Number((2n * BigInt(minor) * BigInt(paid - back) + BigInt(paid)) / (2n * BigInt(paid)))
}

/** `amount` in proportion to the weights, whole units, by largest remainder; sums exactly to `amount`. */
function spread(amount: number, weights: number[]): number[] {
  const total = BigInt(sum(weights))
  if (amount === 0 || total === 0n) return weights.map(() => 0)
  const shares = weights.map(weight => {
    const product = BigInt(amount) * BigInt(weight)
    return { whole: Number(product / total), rest: product % total }
  })
  let left = amount - sum(shares.map(({ whole }) => whole))
  const byRest = shares
    .map((share, i) => ({ i, rest: share.rest }))
    .sort((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : a.i - b.i))
  for (const { i } of byRest) {
    const share = shares[i]
    if (left === 0 || !share) break
    share.whole += 1
    left -= 1
  }
  return shares.map(({ whole }) => whole)
}

const sum = (numbers: number[]): number => numbers.reduce((all, each) => all + each, 0)
