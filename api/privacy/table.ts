import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { merchants } from '../merchants/table'

/** Who was erased while copies of their rows may be left in the file; gone once it has been written anew. */
export const owedScrubs = sqliteTable('owed_scrubs', {
  customerId: text().primaryKey(),
  /** Real time, epoch ms. */
  at: integer().notNull(),
})

/** So long it is known that somebody has been here before. */
export const KEEP_MARKS_MS = 365 * 86_400_000

/** That somebody was erased, and nothing of who it was: whoever returns is not given again what the new are given. */
export const erasedMarks = sqliteTable(
  'erased_marks',
  {
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    /** Keyed hash of a customer's id at the merchant's or of their address; or `guests.email_key`, for those who join. */
    mark: text().notNull(),
    /** Real time, epoch ms: it is forgotten by it. */
    at: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.merchantId, table.mark] }), index('erased_marks_age').on(table.at)],
)
