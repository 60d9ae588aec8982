import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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
    /** The secret before this one, which signs as well while the merchant changes over. */
    sealedBefore: text(),
    /** Real time, epoch ms: until when the one before signs. */
    beforeUntil: integer(),
    active: integer({ mode: 'boolean' }).notNull(),
    /** The last attempt had no answer, so few are made at a time until there is one. */
    silent: integer({ mode: 'boolean' }).notNull().default(false),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  table => [index('webhooks_merchant').on(table.merchantId)],
)

/** What there is to tell, written in the batch of the change it tells of. */
export const messages = sqliteTable(
  'messages',
  {
    /** In the order of commits, and never given twice: whoever polls misses nothing. */
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
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
  table => [
    uniqueIndex('messages_id').on(table.id),
    index('messages_merchant').on(table.merchantId, table.seq),
    index('messages_customer').on(table.customerId).where(sql`customer_id IS NOT NULL`),
    index('messages_age').on(table.createdAt),
  ],
)

/** How telling one webhook of one message goes. Only what is active waits. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    webhookId: text()
      .notNull()
      .references(() => webhooks.id),
    /** Goes with the message, when it is old or its person is erased. */
    messageId: text()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    status: text({ enum: ['waiting', 'delivered', 'failed'] }).notNull(),
    attempts: integer().notNull(),
    lastStatus: integer(),
    /** Real time, epoch ms; while it is being sent, when it is given up for lost. null when there will be none. */
    nextAttemptAt: integer(),
    /** Who is sending it: a result counts only while it is still theirs. */
    claim: text(),
  },
  table => [
    primaryKey({ columns: [table.webhookId, table.messageId] }),
    index('deliveries_waiting')
      .on(table.webhookId, table.nextAttemptAt, table.messageId)
      .where(sql`status = 'waiting'`),
    index('deliveries_message').on(table.messageId),
    index('deliveries_claim').on(table.claim).where(sql`claim IS NOT NULL`),
  ],
)
