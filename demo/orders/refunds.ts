import type { Invoice } from './invoices'
import type { Match } from './match'

/** A cancellation, or the part of one that undoes lines of this sale. */
export interface Refund {
  /** The cancellation's number, with `-1`, `-2` … by age of the sale when it undoes several. */
  number: string
  minute: number
  sale: Invoice
  /** `line` points into `sale.lines`; each occurs once. */
  lines: { line: number; quantity: number }[]
}

/** One refund per cancellation and sale, in the order of the matches. */
export function refundsOf(matched: Match[]): Refund[] {
  const refunds: Refund[] = []
  for (const [cancellation, matches] of groupBy(matched, match => match.cancellation)) {
    const bySale = [...groupBy(matches, match => match.sale)].sort(([a], [b]) => a.minute - b.minute)
    bySale.forEach(([sale, parts], at) => {
      const number = bySale.length > 1 ? `${cancellation.number}-${at + 1}` : cancellation.number
      refunds.push({ number, minute: cancellation.minute, sale, lines: addedUp(parts) })
    })
  }
  return refunds
}

function addedUp(parts: Match[]): Refund['lines'] {
  const byLine = groupBy(parts, part => part.line)
  return Array.from(byLine, ([line, same]) => ({
    line,
    quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
  }))
}

function groupBy<Item, Key>(items: Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
