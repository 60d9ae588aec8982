import type { Invoice, Line } from './invoices'

/** A piece of a cancellation, found to undo `quantity` pieces of `sale.lines[line]`. */
export interface Match {
  cancellation: Invoice
  sale: Invoice
  line: number
  quantity: number
}

export type Reason = 'no earlier sale' | 'not enough quantity' | 'not a product'

export interface Unmatched {
  cancellation: Invoice
  line: Line
  reason: Reason
}

/** A sale's line with what no cancellation has taken yet. */
interface Open {
  sale: Invoice
  line: number
  left: number
}

/**
 * Finds the sale behind each cancelled line: same customer, article and price, not later than the
 * cancellation. The latest sale that still has the whole quantity wins; failing that, the quantity is
 * split over several, latest first; failing that, the line stays unmatched as a whole.
 * Cancellations are served in the order of time, so each takes from what its predecessors left.
 */
export function matchCancellations(sales: Invoice[], cancellations: Invoice[]) {
  const open = openLines(sales)
  const matched: Match[] = []
  const unmatched: Unmatched[] = []
  for (const cancellation of [...cancellations].sort(byTime)) {
    for (const line of cancellation.lines) {
      const earlier = (open.get(keyOf(cancellation, line)) ?? []).filter(
        ({ sale }) => sale.minute <= cancellation.minute,
      )
      const taken = take(earlier, line.quantity)
      for (const part of taken) matched.push({ cancellation, ...part })
      if (taken.length === 0) unmatched.push({ cancellation, line, reason: reasonOf(line, earlier) })
    }
  }
  return { matched, unmatched }
}

/** Latest sale first under each key. */
function openLines(sales: Invoice[]): Map<string, Open[]> {
  const open = new Map<string, Open[]>()
  for (const sale of [...sales].sort(byTime).reverse()) {
    sale.lines.forEach((line, at) => {
      const key = keyOf(sale, line)
      open.set(key, [...(open.get(key) ?? []), { sale, line: at, left: line.quantity }])
    })
  }
  return open
}

function take(earlier: Open[], quantity: number): Omit<Match, 'cancellation'>[] {
  const whole = earlier.find(({ left }) => left >= quantity)
  const sources = whole ? [whole] : earlier.filter(({ left }) => left > 0)
  if (sources.reduce((sum, { left }) => sum + left, 0) < quantity) return []
  let missing = quantity
  const parts: Omit<Match, 'cancellation'>[] = []
  for (const source of sources) {
    const part = Math.min(source.left, missing)
    if (part === 0) break
    source.left -= part
    missing -= part
    parts.push({ sale: source.sale, line: source.line, quantity: part })
  }
  return parts
}

/** Articles have a five-digit code; D is a discount, M manual, POST postage, CRUK a donation. */
function reasonOf(line: Line, earlier: Open[]): Reason {
  if (!/^\d{5}/.test(line.sku)) return 'not a product'
  return earlier.length === 0 ? 'no earlier sale' : 'not enough quantity'
}

function keyOf(invoice: Invoice, line: Line): string {
  return `${invoice.customer} ${line.sku} ${line.unitMinor}`
}

function byTime(a: Invoice, b: Invoice): number {
  return a.minute - b.minute || a.number.localeCompare(b.number, 'en')
}
