import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { RefundOrder, UpsertOrder } from '../../sdk/contract'
import { customers } from '../customers/table'
import type { Refunded } from '../earning/basis'
import { merchants } from '../merchants/table'

export const orders = sqliteTable(
  'orders',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    externalId: text().notNull(),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    status: text({ enum: ['pending', 'paid', 'cancelled'] }).notNull(),
    placedAt: integer().notNull(),
    /** When it was first paid: its rates, its tier and its place in a period are of then. */
    paidAt: integer(),
    currency: text().notNull(),
    total: integer().notNull(),
    /** Minor units given back so far; the whole total once cancelled. */
    refunded: integer().notNull(),
    /** The same by part (`line:1`, `shipping`). */
    refundedParts: text({ mode: 'json' }).$type<Refunded>().notNull(),
    /** The order as it was last sent. */
    document: text({ mode: 'json' }).$type<UpsertOrder>().notNull(),
  },
  table => [
    uniqueIndex('orders_external').on(table.merchantId, table.externalId),
    index('orders_customer').on(table.customerId, table.paidAt),
    check('orders_refunded', sql`0 <= refunded AND refunded <= total`),
  ],
)

export const refunds = sqliteTable(
  'refunds',
  {
    orderId: text()
      .notNull()
      .references(() => orders.id),
    externalId: text().notNull(),
    amount: integer().notNull(),
    at: integer().notNull(),
    document: text({ mode: 'json' }).$type<RefundOrder>().notNull(),
  },
  table => [primaryKey({ columns: [table.orderId, table.externalId] })],
)

/** How far an import came, so that it can go on there. */
export const imports = sqliteTable(
  'imports',
  {
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    importId: text().notNull(),
    line: integer().notNull(),
    changed: integer().notNull(),
    unchanged: integer().notNull(),
    refused: integer().notNull(),
    done: integer({ mode: 'boolean' }).notNull(),
    updatedAt: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.merchantId, table.importId] })],
)
