import type { Rule, UpsertOrder } from '../../sdk/contract'

/** What can earn or be refunded: a line, the shipping, the tax on top. Amounts in minor units. */
export interface Piece {
  key: string
  line: UpsertOrder['lines'][number] | null
  /** After its share of the discount. */
  paid: number
  /** Of `paid`: the tax inside, and what was paid with points. */
  tax: number
  points: number
}

export type Amounts = Record<string, number>

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** In proportion and to the last unit: what rounding leaves over goes to the largest remainders, the earlier first. */
export function share(total: number, weights: number[]): number[] {
  const whole = sum(weights)
  if (whole === 0) return weights.map(() => 0)
  const shares = weights.map(weight => Math.floor((total * weight) / whole))
  const remainder = (i: number) => (total * (weights[i] ?? 0)) % whole
  for (let left = total - sum(shares); left > 0; left--) {
    const waiting = shares
      .map((_, i) => i)
      .filter(i => shares[i] === Math.floor((total * (weights[i] ?? 0)) / whole))
    const next = waiting.reduce((best, i) => (remainder(i) > remainder(best) ? i : best))
    shares[next] = (shares[next] ?? 0) + 1
  }
  return shares
}

export function piecesOf(order: UpsertOrder): Piece[] {
  const bare = { line: null, tax: 0, points: 0 }
  const pieces: Piece[] = order.lines.map(line => ({
    ...bare,
    key: `line:${line.lineId}`,
    line,
    paid: line.amount,
  }))
  if (order.shipping > 0) pieces.push({ ...bare, key: 'shipping', paid: order.shipping })
  if (order.tax > 0) pieces.push({ ...bare, key: 'tax', paid: order.tax })
  const off = share(
    order.discount,
    pieces.map(({ paid }) => paid),
  )
  for (const [i, piece] of pieces.entries()) piece.paid -= off[i] ?? 0
  const priced = pieces.filter(({ key }) => key !== 'tax')
  const inside = share(
    Math.min(order.taxIncluded, sum(priced.map(({ paid }) => paid))),
    priced.map(({ paid }) => paid),
  )
  for (const [i, piece] of priced.entries()) piece.tax = inside[i] ?? 0
  const points = share(
    order.paidWithPoints,
    pieces.map(({ paid }) => paid),
  )
  for (const [i, piece] of pieces.entries()) piece.points = points[i] ?? 0
  return pieces
}

export const openOf = (piece: Piece, refunded: Amounts): number => piece.paid - (refunded[piece.key] ?? 0)

/** Half a unit rounds up; a share of nothing is nothing. */
const fraction = (amount: number, part: number, whole: number) =>
  whole === 0 ? 0 : Math.floor((2 * amount * part + whole) / (2 * whole))

function earnsNothing({ key, line }: Piece, exclude: Rule['exclude']): boolean {
  if (key === 'shipping') return exclude.shipping
  if (key === 'tax') return exclude.tax
  if (!line) return false
  if (line.giftCard && exclude.giftCards) return true
  return exclude.skus.includes(line.sku) || line.categories.some(each => exclude.categories.includes(each))
}

/** The part of an order that earns: of what is not refunded, without what the rule leaves out. */
export function eligible(order: UpsertOrder, refunded: Amounts, exclude: Rule['exclude']): number {
  const earning = piecesOf(order).filter(piece => !earnsNothing(piece, exclude))
  return sum(
    earning.map(piece => {
      const cash = exclude.paidWithPoints ? piece.paid - piece.points : piece.paid
      const tax = exclude.tax ? fraction(piece.tax, cash, piece.paid) : 0
      return fraction(cash - tax, openOf(piece, refunded), piece.paid)
    }),
  )
}
