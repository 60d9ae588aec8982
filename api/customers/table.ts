import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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
    createdAt: integer().notNull(),
  },
  table => [
    uniqueIndex('customers_external').on(table.merchantId, table.externalId),
    index('customers_email').on(table.merchantId, table.email),
  ],
)
