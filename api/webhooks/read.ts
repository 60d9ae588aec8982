import { and, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Delivery } from '../../sdk/contract'
import type { Db } from '../store/store'
import { deliveries, messages, webhooks } from './table'

/** One webhook, or every webhook of the merchant. */
export const webhooksOf = (db: Db, merchantId: string, webhookId?: string) =>
  db
    .select()
    .from(webhooks)
    .where(
      and(
        eq(webhooks.merchantId, merchantId),
        isNull(webhooks.deletedAt),
        webhookId === undefined ? undefined : eq(webhooks.id, webhookId),
      ),
    )
    .orderBy(webhooks.id)

export const messageOf = (db: Db, merchantId: string, messageId: string) =>
  db
    .select()
    .from(messages)
    .where(and(eq(messages.merchantId, merchantId), eq(messages.id, messageId)))

/** In the order of commits, after the one the page before ended with. */
export const messagesOf = (db: Db, merchantId: string, after: number, limit: number) =>
  db
    .select()
    .from(messages)
    .where(and(eq(messages.merchantId, merchantId), gt(messages.seq, after)))
    .orderBy(messages.seq)
    .limit(limit)

export interface DeliveryScope {
  webhookId: string
  status?: Delivery['status']
  /** The message the page before ended with. */
  before?: string
  limit: number
}

/** The newest first. */
export const deliveriesOf = (db: Db, { webhookId, status, before, limit }: DeliveryScope) =>
  db
    .select({ delivery: deliveries, message: messages })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.messageId))
    .where(
      and(
        eq(deliveries.webhookId, webhookId),
        status === undefined ? undefined : eq(deliveries.status, status),
        before === undefined ? undefined : lt(deliveries.messageId, before),
      ),
    )
    .orderBy(desc(deliveries.messageId))
    .limit(limit)

export type WebhookRow = typeof webhooks.$inferSelect
export type MessageRow = typeof messages.$inferSelect
export type DeliveryRow = typeof deliveries.$inferSelect
