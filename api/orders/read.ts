import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { earningReads } from '../earning/books'
import { goalReads, OF_GOAL } from '../earning/read'
import { earnings } from '../earning/table'
import { codes } from '../rewards/table'
import { plan } from '../store/plan'
import type { Db } from '../store/store'
import { lots } from '../wallet/table'
import { orders, refunds } from './table'

export interface OrderKey {
  merchantId: string
  externalId: string
}

const whereOrder = ({ merchantId, externalId }: OrderKey) =>
  and(eq(orders.merchantId, merchantId), eq(orders.externalId, externalId))

const ownerOf = (key: OrderKey): SQL => sql`(SELECT customer_id FROM orders WHERE ${whereOrder(key)})`

/** Whoever placed the order. */
export const customerOfOrder = (key: OrderKey): CustomerKey => ({
  ...{ merchantId: key.merchantId, owner: ownerOf(key), of: `order:${key.externalId}` },
})

export const sourceOf = (externalId: string): string => `order:${externalId}`

/**
 * The order, its refunds, and what it has earned, goals it counts for included. `customerId` is a subquery: the order
 * may be new. `source` is what the order is called where it is the reason of something (`sourceOf`).
 */
export function orderReads(db: Db, key: OrderKey, customerId: SQL, source: string) {
  return {
    order: db.select().from(orders).where(whereOrder(key)),
    refunds: db
      .select()
      .from(refunds)
      .where(eq(refunds.orderId, sql`(SELECT id FROM orders WHERE ${whereOrder(key)})`)),
    orderEarnings: db
      .select()
      .from(earnings)
      .where(and(eq(earnings.customerId, customerId), eq(earnings.source, source))),
    orderLots: db
      .select()
      .from(lots)
      .where(and(eq(lots.customerId, customerId), eq(lots.source, source))),
    usedCodes: db
      .select({ id: codes.id })
      .from(codes)
      .where(
        and(
          eq(codes.customerId, customerId),
          or(eq(codes.source, source), OF_GOAL),
          eq(codes.status, 'redeemed'),
        ),
      ),
    ...goalReads(db, customerId),
  }
}

interface Changing extends OrderKey {
  source: string
  realTime: number
}

/** What a refund or a cancellation of an order needs. */
export const changeReads = plan((db, { merchantId, externalId, source, realTime }: Changing) => {
  const key = { merchantId, externalId }
  const customer = { merchantId, owner: ownerOf(key), of: 'order' }
  return {
    ...earningReads(db, customer, realTime),
    ...orderReads(db, key, customerIdOf(customer), source),
  }
})
