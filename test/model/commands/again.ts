import fc from 'fast-check'
import type { UpsertOrder } from '../../../sdk/contract'
import type { Play, Touched } from '../play'
import { orderOf, sendDocument } from './order'

/** Something that happens to an order that is known: sent again as it is, otherwise, or with another status. */
export const oldOrder = fc.record({
  kind: fc.constant('again' as const),
  who: fc.nat({ max: 5 }),
  which: fc.nat({ max: 30 }),
  change: fc.constantFrom(...(['same', 'pay', 'pay', 'unpay', 'cancel', 'edit', 'edit'] as const)),
  /** Hundredths of every line. */
  scale: fc.constantFrom(0, 50, 90, 130),
})
type OldOrder = typeof oldOrder extends fc.Arbitrary<infer T> ? T : never

export async function runAgain(play: Play, drawn: OldOrder): Promise<Touched> {
  const order = orderOf(play, drawn)
  if (!order) return null
  const { document } = order
  return sendDocument(play, document.customer.externalId, changed(document, drawn, play.now))
}

function changed(document: UpsertOrder, { change, scale }: OldOrder, now: number): UpsertOrder {
  switch (change) {
    case 'same':
      return document
    case 'pay':
      if (document.status !== 'pending') return { ...document, status: 'paid' }
      return { ...document, status: 'paid', paidAt: new Date(now).toISOString() }
    case 'unpay':
      return { ...document, status: 'pending' }
    case 'cancel':
      return { ...document, status: 'cancelled' }
    case 'edit':
      return scaled(document, scale)
  }
}

function scaled(document: UpsertOrder, scale: number): UpsertOrder {
  const lines = document.lines.map(each => ({ ...each, amount: Math.floor((each.amount * scale) / 100) }))
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0) + document.shipping
  const discount = Math.min(document.discount, goods + document.tax)
  const total = goods + document.tax - discount
  const taxIncluded = Math.min(document.taxIncluded, goods)
  const paidWithPoints = Math.min(document.paidWithPoints, total)
  return { ...document, lines, discount, total, taxIncluded, paidWithPoints }
}
