import type { Delivery, Message, Webhook } from '../../sdk/contract'
import { iso, isoOrNull } from '../http/time'
import type { DeliveryRow, MessageRow, WebhookRow } from './read'

export function presentWebhook(row: WebhookRow, realTime: number): Webhook {
  const { id, url, types, active, createdAt, beforeUntil } = row
  const isRolling = beforeUntil !== null && beforeUntil > realTime
  const rolledUntil = isRolling ? iso(beforeUntil) : null
  return { id, url, types, active, createdAt: iso(createdAt), rolledUntil }
}

/** As it is sent, as it is polled: the same in every attempt. */
export const presentMessage = ({ id, type, at, data }: MessageRow): Message => ({
  ...{ id, type, timestamp: iso(at), data },
})

export function presentDelivery(
  delivery: DeliveryRow,
  { type, at }: Pick<MessageRow, 'type' | 'at'>,
): Delivery {
  const { messageId, status, attempts, lastStatus, nextAttemptAt } = delivery
  return {
    ...{ messageId, type, at: iso(at), status, attempts, lastStatus },
    nextAttemptAt: isoOrNull(nextAttemptAt),
  }
}
