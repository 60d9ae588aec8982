import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'

/** Who joined without an account, and what keeps one person from joining often. */
export const guests = sqliteTable(
  'guests',
  {
    customerId: text()
      .primaryKey()
      .references(() => customers.id),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    /** Keyed hash of the address without dots and plus parts; the guest's own id after erasing. */
    emailKey: text().notNull(),
    /** Keyed, daily rotating hash; null once it is forgotten. */
    network: text(),
    /** Days since 1970-01-01 in the merchant's zone. */
    day: integer().notNull(),
    /** Dense per merchant and day: the last number is the day's limit. */
    numberOfDay: integer().notNull(),
    /** Real time, epoch ms: the network is forgotten by it. */
    at: integer().notNull(),
  },
  table => [
    uniqueIndex('guests_email').on(table.merchantId, table.emailKey),
    uniqueIndex('guests_day').on(table.merchantId, table.day, table.numberOfDay),
    index('guests_network').on(table.merchantId, table.network),
    index('guests_fresh').on(table.at).where(sql`network IS NOT NULL`),
  ],
)
