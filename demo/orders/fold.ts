import type { Invoice, Line } from './invoices'
import type { Match } from './match'

/** An order as shipped: the lines worth showing, and one sum for all others. */
export interface Order extends Invoice {
  rest: { items: number; quantity: number; amountMinor: number }
}

const DEAREST_SHOWN = 3

/** Keeps every line some cancellation touches and the three dearest others; adds up what remains. */
export function foldSales(sales: Invoice[], matched: Match[]): Order[] {
  const refunded = new Set(matched.map(({ sale, line }) => sale.lines[line]))
  return sales.map(sale => foldSale(sale, refunded))
}

function foldSale(sale: Invoice, refunded: Set<Line | undefined>): Order {
  const priced = sale.lines.filter(line => line.unitMinor > 0)
  const lines = priced.length > 0 ? priced : sale.lines
  const dearest = lines
    .filter(line => !refunded.has(line))
    .sort((a, b) => worthOf(b) - worthOf(a))
    .slice(0, DEAREST_SHOWN)
  const shown = lines.filter(line => refunded.has(line) || dearest.includes(line))
  const folded = lines.filter(line => !shown.includes(line))
  const rest = {
    items: folded.length,
    quantity: folded.reduce((sum, line) => sum + line.quantity, 0),
    amountMinor: folded.reduce((sum, line) => sum + worthOf(line), 0),
  }
  return { ...sale, lines: shown, rest }
}

export function worthOf(line: Line): number {
  return line.quantity * line.unitMinor
}
