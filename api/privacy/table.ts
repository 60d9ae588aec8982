import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who was erased while copies of their rows may be left in the file; gone once it has been written anew. */
export const owedScrubs = sqliteTable('owed_scrubs', {
  customerId: text().primaryKey(),
  /** Real time, epoch ms. */
  at: integer().notNull(),
})
