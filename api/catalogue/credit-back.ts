import type { Books, Earning } from '../earning/books'
import { clawback } from '../wallet/clawback'
import { credit } from '../wallet/ledger'
import type { PaidLot, RedemptionRow } from './read'
import { sourceOf } from './source'

/**
 * Gives points back to where they came from: a lot for each that paid, with its clock and its source, so that they
 * expire when they would have and a refund of the order that earned them finds them. They count for no tier: they did
 * when they were earned. An open debt is paid first, as by any credit.
 */
export function creditBack(books: Books, { id, name }: RedemptionRow, paid: PaidLot[]): void {
  for (const { amount, lot } of paid) {
    const { availableAt, expiresAt, source: earnedBy } = lot
    const line = { kind: 'return' as const, source: sourceOf(id), note: { name } }
    credit(books, { ...line, unit: 'points', amount, availableAt, expiresAt, earnedBy })
  }
}

/**
 * Points that were spent when their order was refunded could not be taken back then, and now they can. A merchant
 * whose refunds take only pending points does not ask for them.
 */
export function takeForgiven(books: Books, forgiven: Earning[]): void {
  if (books.rules.program.refunds === 'pending_only') return
  for (const earning of forgiven) {
    const amount = Math.min(earning.forgiven, leftOf(books, earning.source))
    if (amount === 0) continue
    const { source } = earning
    const order = source.startsWith('order:') ? source.slice('order:'.length) : undefined
    const note = order === undefined ? {} : { order }
    const nothingCounts = { availableAt: books.at, qualifying: 0, spentLots: [] }
    clawback(books, 'to_zero', { unit: 'points', amount, source, note, ...nothingCounts })
    books.earned.push({ ...earning, held: earning.held - amount, forgiven: earning.forgiven - amount })
  }
}

function leftOf({ lots }: Books, source: string): number {
  const own = lots.filter(lot => lot.unit === 'points' && lot.source === source)
  return own.reduce((sum, { remaining }) => sum + remaining, 0)
}
