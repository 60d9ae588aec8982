import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { merchants } from '../merchants/table'

/** The only table that holds personal data of a profile. */
export const customers = sqliteTable(
  'customers',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    externalId: text().notNull(),
    email: text(),
    name: text(),
    /** `YYYY-MM-DD` */
    birthday: text(),
    locale: text(),
    /** IANA zone whose days streaks and check-ins are counted in; null is the merchant's. */
    timeZone: text(),
    /** Groups of the merchant's own making. */
    segments: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    kind: text({ enum: ['customer', 'guest'] })
      .notNull()
      .default('customer'),
    /** Names the customer in referral links; null for guests and after erasing. */
    slug: text(),
    /** The customer a guest has become. */
    mergedInto: text(),
    erasedAt: integer(),
    /** When this row was begun, where somebody of the same id or address had been erased before. */
    returnedAt: integer(),
    createdAt: integer().notNull(),
  },
  table => [
    uniqueIndex('customers_external').on(table.merchantId, table.externalId),
    index('customers_email').on(table.merchantId, sql`lower(${table.email})`),
    uniqueIndex('customers_slug').on(table.merchantId, table.slug),
    index('customers_merged').on(table.mergedInto).where(sql`merged_into IS NOT NULL`),
  ],
)

/** What a person agreed to or refused, and when: a record, so nothing is ever changed in it. */
export const consents = sqliteTable(
  'consents',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id),
    kind: text({ enum: ['terms', 'marketing'] }).notNull(),
    at: integer().notNull(),
    version: text().notNull(),
    granted: integer({ mode: 'boolean' }).notNull(),
  },
  table => [primaryKey({ columns: [table.customerId, table.kind, table.at] })],
)
