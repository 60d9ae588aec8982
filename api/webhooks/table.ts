import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MessageType } from '../../sdk/contract'
import { merchants } from '../merchants/table'

export const webhooks = sqliteTable(
  'webhooks',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    url: text().notNull(),
    /** Empty is all. */
    types: text({ mode: 'json' }).$type<MessageType[]>().notNull(),
    /** Encrypted by the vault with the id as context. */
    sealed: text().notNull(),
    active: integer({ mode: 'boolean' }).notNull(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  table => [index('webhooks_merchant').on(table.merchantId)],
)

/** What there is to tell, written in the batch of the change it tells of. */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    type: text().$type<MessageType>().notNull(),
    /** Whom it is about, so that it goes when the person is erased. */
    customerId: text(),
    /** Ids and figures; never a name, an address or a comment. */
    data: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    at: integer().notNull(),
    /** Real time, epoch ms: deliveries live by it. */
    createdAt: integer().notNull(),
  },
  table => [index('messages_merchant').on(table.merchantId, table.id)],
)

/** How telling one webhook of one message goes. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    webhookId: text()
      .notNull()
      .references(() => webhooks.id),
    messageId: text()
      .notNull()
      .references(() => messages.id),
    status: text({ enum: ['waiting', 'delivered', 'failed'] }).notNull(),
    attempts: integer().notNull(),
    lastStatus: integer(),
    /** null when there will be none. */
    nextAttemptAt: integer(),
  },
  table => [
    primaryKey({ columns: [table.webhookId, table.messageId] }),
    index('deliveries_waiting').on(table.nextAttemptAt).where(sql`status = 'waiting'`),
  ],
)
