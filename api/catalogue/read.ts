import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Db, Rows } from '../store/store'
import { items, redemptions } from './table'

/** What the merchant sells for points. */
export const itemReads = (db: Db, merchantId: string) => ({
  items: db
    .select()
    .from(items)
    .where(and(eq(items.merchantId, merchantId), isNull(items.deletedAt)))
    .orderBy(items.id),
})

/** What one customer has bought and kept, for limits per period. */
export const redemptionReads = (db: Db, customerId: SQL) => ({
  bought: db
    .select({ itemId: redemptions.itemId, at: redemptions.at })
    .from(redemptions)
    .where(and(eq(redemptions.customerId, customerId), isNull(redemptions.returnedAt))),
})

export type ItemRow = typeof items.$inferSelect
export type RedemptionRows = Rows<ReturnType<typeof redemptionReads>>
