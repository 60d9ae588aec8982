import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ItemGift, WriteItem } from '../../sdk/contract'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'

/** What points buy. The constraint is what keeps two buyers off the last one. */
export const items = sqliteTable(
  'items',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    version: integer().notNull(),
    config: text({ mode: 'json' }).$type<WriteItem>().notNull(),
    /** Less what was returned. */
    sold: integer().notNull(),
    stock: integer(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  table => [
    index('items_merchant').on(table.merchantId),
    check('items_stock', sql`sold >= 0 AND (stock IS NULL OR sold <= stock)`),
  ],
)

export const redemptions = sqliteTable(
  'redemptions',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    itemId: text()
      .notNull()
      .references(() => items.id),
    at: integer().notNull(),
    points: integer().notNull(),
    /** What it gave, as it was then. */
    gives: text({ mode: 'json' }).$type<ItemGift>().notNull(),
    name: text().notNull(),
    /** The journal line that took the points: its allocations say which lots to give back to. */
    debitSeq: integer().notNull(),
    /** The code; null for a donation. */
    rewardId: text(),
    /** Until then an unused code can be returned; null is never. */
    returnableUntil: integer(),
    returnedAt: integer(),
  },
  table => [
    index('redemptions_customer').on(table.customerId, table.at),
    index('redemptions_item').on(table.itemId),
    index('redemptions_merchant').on(table.merchantId, table.id),
    check('redemptions_points', sql`points > 0`),
  ],
)
