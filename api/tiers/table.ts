import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { customers } from '../customers/table'

/** A tier held for a time. The newest row that has started is the one in force until it ends. */
export const grants = sqliteTable(
  'grants',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id),
    /** The journal line that says so. */
    seq: integer().notNull(),
    tierId: text().notNull(),
    startsAt: integer().notNull(),
    /** null is for life. */
    endsAt: integer(),
  },
  table => [primaryKey({ columns: [table.customerId, table.seq] }), index('grants_ending').on(table.endsAt)],
)
