import type { Note } from '../../sdk/contract'
import type { Books } from '../earning/books'
import { promote } from '../earning/settle'
import type { Lot } from '../wallet/account'
import { append, credit, type Ledger, take } from '../wallet/ledger'
import type { Unit } from '../wallet/table'

/** What went over, pending among it. */
export interface TakenOver {
  points: number
  spins: number
}

/**
 * What the guest has left becomes the customer's, lot by lot: each keeps the day it becomes available, an end of its
 * own and what earned it. What counts for tiers goes over with the lots, spent or not, so the ladder sees one person.
 * Each journal gets a line in any case: the two of them referee.
 *
 * @param notes why the guest got each lot, by its `seq`
 */
export function takeOver(books: Books, guest: Books, notes: ReadonlyMap<number, Note>): TakenOver {
  const [from, to] = [`merge:${guest.customer.id}`, `merge:${books.customer.id}`]
  const before = [books.seq, guest.seq]
  const lots = guest.lots.filter(lot => lot.remaining > 0 || lot.qualifying > 0)
  for (const { seq, unit, remaining, availableAt, expiresAt, qualifying, source } of lots)
    credit(books, {
      ...{ kind: 'merge', source: from, earnedBy: source, note: notes.get(seq) },
      ...{ unit, amount: remaining, availableAt, expiresAt, qualifying },
    })
  const taken = { points: handOver(guest, 'points', to), spins: handOver(guest, 'spins', to) }
  if (books.seq === before[0]) append(books, { kind: 'merge', source: from })
  if (guest.seq === before[1]) append(guest, { kind: 'merge', source: to })
  for (const lot of lots) clear(guest, lot)
  promote(books)
  return taken
}

function handOver(guest: Ledger, unit: Unit, source: string): number {
  const left = guest.lots.filter(lot => lot.unit === unit && lot.remaining > 0)
  const amount = left.reduce((sum, lot) => sum + lot.remaining, 0)
  if (amount > 0) take(guest, append(guest, { kind: 'merge', source, [unit]: -amount }), left, amount)
  return amount
}

function clear(guest: Ledger, lot: Lot): void {
  lot.qualifying = 0
  guest.written.lots.add(lot.seq)
}
