import { type Archive, differences } from './archive'
import type { Order } from './fold'
import type { Invoice, Line } from './invoices'
import { titleCase } from './names'
import type { Refund } from './refunds'

/** The columns of the archive from the sales, what is left of them as orders, and their refunds. */
export function packColumns(sales: Invoice[], orders: Order[], refunds: Refund[]) {
  const countries = tableOf(orders.map(order => order.country))
  const lines = orders.flatMap(order => order.lines)
  const products = tableOf(lines.map(productOf))
  return {
    countries: [...countries.keys()],
    products: {
      sku: Array.from(products.keys(), product => product.split('\t')[0] ?? ''),
      name: Array.from(products.keys(), product => product.split('\t')[1] ?? ''),
    },
    orders: {
      number: differences(orders.map(order => Number(order.number))),
      customer: orders.map(order => Number(order.customer)),
      country: orders.map(order => numberIn(countries, order.country)),
      minute: differences(orders.map(order => order.minute)),
      lineCount: orders.map(order => order.lines.length),
      restItems: orders.map(({ rest }) => rest.items),
      restQuantity: orders.map(({ rest }) => rest.quantity),
      restAmount: orders.map(({ rest }) => rest.amountMinor),
    },
    lines: {
      product: lines.map(line => numberIn(products, productOf(line))),
      quantity: lines.map(line => line.quantity),
      unit: lines.map(line => line.unitMinor),
    },
    ...packRefunds(sales, orders, refunds),
  }
}

function packRefunds(sales: Invoice[], orders: Order[], refunds: Refund[]) {
  const positions = new Map(sales.map((sale, at) => [sale, at]))
  const parts = refunds.flatMap(({ sale, lines }) => {
    const shown = orders[positions.get(sale) ?? -1]?.lines ?? []
    return lines.map(({ line, quantity }) => ({ line: shown.indexOf(sale.lines[line] as Line), quantity }))
  })
  return {
    refunds: {
      number: refunds.map(refund => refund.number),
      minute: differences(refunds.map(refund => refund.minute)),
      order: refunds.map(refund => positions.get(refund.sale) ?? -1),
      lineCount: refunds.map(refund => refund.lines.length),
    },
    refundLines: { line: parts.map(part => part.line), quantity: parts.map(part => part.quantity) },
  } satisfies Partial<Archive>
}

function productOf(line: Line): string {
  return `${line.sku}\t${titleCase(line.name)}`
}

/** Distinct texts and their numbers, the most frequent first: small numbers compress best. */
function tableOf(texts: string[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const text of texts) uses.set(text, (uses.get(text) ?? 0) + 1)
  const entries = [...uses].sort(([, a], [, b]) => b - a)
  return new Map(entries.map(([text], at) => [text, at]))
}

function numberIn(table: Map<string, number>, text: string): number {
  const found = table.get(text)
  if (found === undefined) throw new Error(`Not in the table: ${text}`)
  return found
}
