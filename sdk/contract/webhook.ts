import { z } from 'zod'
import { MessageId, PageQuery, WebAddress, WebhookId } from './primitives'

/** What a merchant can hear of. */
export const MESSAGE_TYPES = [
  'response.detractor',
  'response.completed',
  'referral.review',
  'referral.completed',
  'pool.low',
  'item.low',
  'item.redeemed',
  'tier.changed',
  'customer.merged',
  'customer.erased',
  'webhook.test',
] as const
export const MessageType = z.enum(MESSAGE_TYPES)

export const WriteWebhook = z
  .strictObject({
    url: WebAddress,
    types: z.array(MessageType).max(50).default([]).meta({ description: 'Empty is all' }),
    active: z.boolean().default(true),
  })
  .meta({ id: 'WriteWebhook', example: { url: 'https://shop.example/hooks/laurel' } })

export const Webhook = z
  .object({
    id: WebhookId,
    url: z.string(),
    types: z.array(z.string()),
    active: z.boolean(),
    createdAt: z.string(),
    /** When the secret before the last roll stops signing; null when only one signs. */
    rolledUntil: z.string().nullable().meta({ description: 'Until then two secrets sign' }),
  })
  .meta({ id: 'Webhook' })

/** The secret is shown once, when it is made or rolled; signatures are those of https://www.standardwebhooks.com. */
export const CreatedWebhook = Webhook.extend({
  secret: z.string().meta({ example: 'whsec_…' }),
}).meta({ id: 'CreatedWebhook' })

/** What arrives at a webhook. Personal data is not in it: ids are, to ask for more. */
export const Message = z
  .object({
    id: MessageId,
    type: MessageType,
    timestamp: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Message' })

/** Messages in the order they came to be. The cursor is always there once there was a message: go on with it later. */
export const MessagePage = z
  .object({
    data: z.array(Message),
    nextCursor: z.string().nullable().meta({ description: 'Where to go on; empty `data` is nothing new' }),
  })
  .meta({ id: 'MessagePage' })

export const Delivery = z
  .object({
    messageId: MessageId,
    type: z.string(),
    at: z.string(),
    status: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int(),
    lastStatus: z.int().nullable().meta({ description: 'HTTP status of the last attempt; null: no answer' }),
    nextAttemptAt: z.string().nullable(),
  })
  .meta({ id: 'Delivery' })

export const ListDeliveries = PageQuery.extend({
  status: z.enum(['waiting', 'delivered', 'failed']).optional(),
})

export type MessageType = z.infer<typeof MessageType>
export type WriteWebhook = z.infer<typeof WriteWebhook>
export type WriteWebhookInput = z.input<typeof WriteWebhook>
export type Webhook = z.infer<typeof Webhook>
export type CreatedWebhook = z.infer<typeof CreatedWebhook>
export type Message = z.infer<typeof Message>
export type MessagePage = z.infer<typeof MessagePage>
export type Delivery = z.infer<typeof Delivery>
