import { type Archive, runningSums } from './archive'
import type { ItemLine, OrderLine, RefundLine } from './wire'

/** The archive's orders, by time, their times moved by `shiftMinutes`. */
export function unpackOrders(archive: Archive, shiftMinutes: number): OrderLine[] {
  const { orders } = archive
  const numbers = runningSums(orders.number)
  const minutes = runningSums(orders.minute)
  const ends = runningSums(orders.lineCount)
  return numbers.map((number, row) => {
    const end = cell(ends, row)
    const lines = [...shownLines(archive, end - cell(orders.lineCount, row), end), ...restLine(archive, row)]
    return {
      type: 'order',
      externalId: String(number),
      customer: { externalId: String(cell(orders.customer, row)) },
      status: 'paid',
      placedAt: rfc3339(cell(minutes, row) + shiftMinutes),
      currency: 'GBP',
      lines,
      total: lines.reduce((sum, line) => sum + line.amount, 0),
    }
  })
}

function shownLines({ lines, products }: Archive, start: number, end: number): ItemLine[] {
  return lines.product.slice(start, end).map((product, at) => {
    const quantity = cell(lines.quantity, start + at)
    return {
      lineId: String(at + 1),
      sku: cell(products.sku, product),
      name: cell(products.name, product),
      quantity,
      amount: quantity * cell(lines.unit, start + at),
    }
  })
}

function restLine({ orders }: Archive, row: number): ItemLine[] {
  const items = cell(orders.restItems, row)
  if (items === 0) return []
  return [
    {
      lineId: 'rest',
      sku: 'REST',
      name: items === 1 ? '1 more item' : `${items} more items`,
      quantity: cell(orders.restQuantity, row),
      amount: cell(orders.restAmount, row),
    },
  ]
}

/** The archive's refunds, by time; `orders` are all of {@link unpackOrders}. */
export function unpackRefunds(archive: Archive, orders: OrderLine[], shiftMinutes: number): RefundLine[] {
  const { refunds, refundLines } = archive
  const minutes = runningSums(refunds.minute)
  const ends = runningSums(refunds.lineCount)
  return refunds.number.map((externalId, row) => {
    const order = cell(orders, cell(refunds.order, row))
    const end = cell(ends, row)
    const start = end - cell(refunds.lineCount, row)
    const lines = refundLines.line.slice(start, end).map((line, at) => {
      const { lineId, quantity, amount } = cell(order.lines, line)
      const returned = cell(refundLines.quantity, start + at)
      return { lineId, quantity: returned, amount: (amount / quantity) * returned }
    })
    const at = rfc3339(cell(minutes, row) + shiftMinutes)
    return { type: 'refund', orderExternalId: order.externalId, externalId, at, lines }
  })
}

function cell<Value>(column: Value[], row: number): Value {
  const value = column[row]
  if (value === undefined) throw new Error(`The archive has no row ${row}`)
  return value
}

function rfc3339(minute: number): string {
  return new Date(minute * 60_000).toISOString().replace('.000Z', 'Z')
}
