import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Replies kept for at least a day, written in the batch of the change they answer. */
export const idempotency = sqliteTable(
  'idempotency',
  {
    /** Who sent it: a merchant's server, or one shopper. Keys of others are other keys. */
    scope: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    fingerprint: text().notNull(),
    status: integer().notNull(),
    /** As it was sent, encrypted by the vault: a stolen database holds no code, token or key. */
    body: text().notNull(),
    /** Whose reply it is, where it is about a customer. */
    customerId: text(),
    createdAt: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.scope, table.key] }),
    index('idempotency_age').on(table.createdAt),
    index('idempotency_customer').on(table.customerId),
  ],
)
