import { and, eq, inArray } from 'drizzle-orm'
import type { ImportLine } from '../../sdk/contract'
import { keptReads, type Marks, marksOf, valuesOf } from '../customers/marks'
import { customers } from '../customers/table'
import { type Call, merchantIdOf } from '../http/call'
import { erasedMarks } from '../privacy/table'
import { poolReads } from '../rewards/issue'
import { plan } from '../store/plan'
import { valuesIn } from '../store/values-in'
import { same } from './change'
import { orders, refunds } from './table'
import { type News, newsRows } from './upsert'

/** Lines of one chunk that are stored already, exactly as they are sent. */
export interface Stored {
  has(line: ImportLine): boolean
  /**
   * What would be read for the line, where its order and its customer were not there, and nobody like them was erased.
   * Undefined where they may be there by now, and where there are codes to give: each is given once, so all who assume
   * the same one but the first would be refused.
   */
  newsOf(line: ImportLine): News | undefined
  /** The order of this line, and its customer, are about to change: what was read of them is no longer known. */
  forget(line: ImportLine): void
  /** What the line is about, so that lines about the same are taken one after the other; null for what may be about anybody. */
  keysOf(line: ImportLine): string[] | null
}

const orderOf = (line: ImportLine): string => (line.type === 'order' ? line.externalId : line.orderExternalId)

const customerOf = (line: ImportLine): string[] => (line.type === 'order' ? [line.customer.externalId] : [])

const orderKey = (externalId: string): string => `order ${externalId}`
const customerKey = (externalId: string): string => `customer ${externalId}`
const keysIn = (line: ImportLine): string[] => [orderKey(orderOf(line)), ...customerOf(line).map(customerKey)]

interface Named {
  merchantId: string
  /** JSON arrays of what the merchant calls them. */
  named: string
  people: string
  /** What they would have left had they been erased, likewise. */
  marks: string
  realTime: number
}

const storedReads = plan((db, { merchantId, named, people, marks, realTime }: Named) => {
  const wanted = and(eq(orders.merchantId, merchantId), inArray(orders.externalId, valuesIn(named)))
  return {
    orders: db.select().from(orders).where(wanted),
    refunds: db
      .select({ order: orders.externalId, externalId: refunds.externalId, document: refunds.document })
      .from(refunds)
      .innerJoin(orders, eq(orders.id, refunds.orderId))
      .where(wanted),
    owners: db
      .select({ order: orders.externalId, customer: customers.externalId })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .where(wanted),
    people: db
      .select({ externalId: customers.externalId })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, valuesIn(people)))),
    ...keptReads(db, { merchantId, realTime }, inArray(erasedMarks.mark, valuesIn(marks))),
    ...poolReads(db, merchantId),
  }
})

const distinct = (lines: ImportLine[], of: (line: ImportLine) => string[]): string =>
  JSON.stringify([...new Set(lines.flatMap(of))])

async function marksOfAll(call: Call, lines: ImportLine[]): Promise<Map<ImportLine, Marks>> {
  const merchantId = merchantIdOf(call)
  const made = new Map<ImportLine, Marks>()
  for (const line of lines)
    if (line.type === 'order') made.set(line, await marksOf(call, merchantId, line.customer))
  return made
}

/** One look at the database for the whole chunk, so that sending a stream again is quick. */
export async function storedAlready(call: Call, lines: ImportLine[]): Promise<Stored> {
  const merchantId = merchantIdOf(call)
  const named = distinct(lines, line => [orderOf(line)])
  const people = distinct(lines, customerOf)
  const marksBy = await marksOfAll(call, lines)
  const marks = JSON.stringify([...marksBy.values()].flatMap(valuesOf))
  const { realTime } = call
  const rows = await call.store.read(
    storedReads(call.store.db, { merchantId, named, people, marks, realTime }),
  )
  /** Everybody who is said to own it, as one of the lines may be wrong. */
  const owners = new Map<string, Set<string>>()
  const own = (order: string, customer: string) =>
    owners.set(order, (owners.get(order) ?? new Set()).add(customer))
  for (const { order, customer } of rows.owners) own(order, customer)
  for (const line of lines) if (line.type === 'order') own(line.externalId, line.customer.externalId)
  const known = new Map(rows.orders.map(order => [order.externalId, order]))
  /** What is there, or may be by now. */
  const there = new Set([
    ...rows.orders.map(({ externalId }) => orderKey(externalId)),
    ...rows.people.map(({ externalId }) => customerKey(externalId)),
  ])
  const erased = new Set(rows.erased.map(({ mark }) => mark))
  const given = new Map(
    rows.refunds.map(refund => [`${refund.order}\n${refund.externalId}`, refund.document]),
  )
  return {
    has(line) {
      const order = known.get(orderOf(line))
      if (!order) return false
      if (line.type === 'cancel') return order.status === 'cancelled'
      if (line.type === 'order') {
        const { type: _, ...document } = line
        return same(order.document, document)
      }
      const { type: _, orderExternalId, ...document } = line
      const stored = given.get(`${orderExternalId}\n${line.externalId}`)
      return stored !== undefined && same(stored, document)
    },
    newsOf(line) {
      if (line.type !== 'order' || line.referral !== undefined || rows.pools.length > 0) return undefined
      const marks = marksBy.get(line)
      if (!marks || valuesOf(marks).some(mark => erased.has(mark))) return undefined
      return keysIn(line).some(key => there.has(key)) ? undefined : { marks, rows: newsRows(call) }
    },
    forget(line) {
      known.delete(orderOf(line))
      for (const key of keysIn(line)) there.add(key)
    },
    keysOf(line) {
      if (line.type === 'order' && line.referral !== undefined) return null
      const customers = [...(owners.get(orderOf(line)) ?? [])]
      return [orderKey(orderOf(line)), ...customers.map(customerKey)]
    },
  }
}
