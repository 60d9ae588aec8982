import { join } from 'node:path'
import { openArchive, runningSums } from './archive'
import { unpackOrders, unpackRefunds } from './unpack'
import type { ImportLine } from './wire'

export { type CustomerSummary, describeCustomers } from './customers'
export type { ImportLine, ItemLine, OrderLine, RefundLine } from './wire'

const DAY_MINUTES = 24 * 60

export interface ReadOptions {
  /** Moves all times by whole days so that the last order falls on the day (UTC) before this one. */
  endAt?: Date
  /** Only so many of the latest orders, with their refunds: enough to look around, and there at once. */
  latest?: number
  /** The archive; by default `demo/orders/online-retail.json.br` under the working directory. */
  file?: string
}

/**
 * A year of real orders and their refunds as import lines: by time, an order before a refund of the
 * same minute.
 * @example
 * const ndjson = readOrders({ endAt: new Date() }).map(line => JSON.stringify(line)).join('\n')
 */
export function readOrders({ endAt, latest, file = shippedFile() }: ReadOptions = {}): ImportLine[] {
  const archive = openArchive(file)
  const shiftMinutes = endAt ? shiftTo(endAt, runningSums(archive.orders.minute).at(-1) ?? 0) : 0
  const all = unpackOrders(archive, shiftMinutes)
  const orders = latest === undefined ? all : all.slice(-latest)
  const kept = new Set(orders.map(({ externalId }) => externalId))
  const refunds = unpackRefunds(archive, all, shiftMinutes).filter(line => kept.has(line.orderExternalId))
  return [...orders, ...refunds].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b))))
}

/** Where each customer's last order went, for {@link describeCustomers}. */
export function readCountries({ file = shippedFile() }: Pick<ReadOptions, 'file'> = {}): Map<string, string> {
  const { orders, countries } = openArchive(file)
  return new Map(
    orders.customer.map((customer, row) => [String(customer), countries[orders.country[row] ?? -1] ?? '']),
  )
}

function shippedFile(): string {
  return join(process.cwd(), 'demo/orders/online-retail.json.br')
}

function shiftTo(endAt: Date, lastMinute: number): number {
  const endDay = Math.floor(endAt.getTime() / 60_000 / DAY_MINUTES)
  const lastDay = Math.floor(lastMinute / DAY_MINUTES)
  return (endDay - 1 - lastDay) * DAY_MINUTES
}

function timeOf(line: ImportLine): string {
  return line.type === 'order' ? line.placedAt : line.at
}
