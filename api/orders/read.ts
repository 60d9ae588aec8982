import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { CustomerKey } from '../customers/read'
import { goalReads, OF_GOAL } from '../earning/read'
import { earnings } from '../earning/table'
import { codes } from '../rewards/table'
import type { Db } from '../store/store'
import { lots } from '../wallet/table'
import { orders, refunds } from './table'

export interface OrderKey {
  merchantId: string
  externalId: string
}

const whereOrder = ({ merchantId, externalId }: OrderKey) =>
  and(eq(orders.merchantId, merchantId), eq(orders.externalId, externalId))

/** Whoever placed the order. */
export function customerOfOrder(key: OrderKey): CustomerKey {
  const owner = sql`(SELECT customer_id FROM orders WHERE ${whereOrder(key)})`
  return { merchantId: key.merchantId, owner, of: `order:${key.externalId}` }
}

export const sourceOf = (externalId: string): string => `order:${externalId}`

/** The order, its refunds, and what it has earned, goals it counts for included. `customerId` is a subquery: the order may be new. */
export function orderReads(db: Db, key: OrderKey, customerId: SQL) {
  const source = sourceOf(key.externalId)
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
