import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { newId } from '../store/id'
import { presentDelivery } from './present'
import { type DeliveryRow, type MessageRow, messageOf, type WebhookRow, webhooksOf } from './read'
import { deliveries, messages } from './table'

/** Sends a message from the start, whatever became of it; also one from before the webhook was there. */
export function replayDelivery(call: Call, webhookId: string, messageId: string) {
  return perform(call, {
    read: db => ({
      known: webhooksOf(db, merchantIdOf(call), webhookId),
      messages: messageOf(db, merchantIdOf(call), messageId),
    }),
    decide({ known: [known], messages: [message] }) {
      if (!known || !message) throw refuse('not_found')
      const delivery = waitingNow(call, known, messageId)
      return {
        statements: [insert(call, delivery)],
        reply: { status: 200, body: presentDelivery(delivery, message) },
      }
    },
  })
}

/** A message for this webhook alone, whatever types it listens to. */
export function sendTestMessage(call: Call, webhookId: string) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call), webhookId) }),
    decide({ known: [known] }, { tenant, random }) {
      if (!known) throw refuse('not_found')
      const message: Omit<MessageRow, 'seq'> = {
        ...{ id: newId('msg', call.realTime, random), merchantId: known.merchantId, type: 'webhook.test' },
        ...{ customerId: null, data: { webhookId }, at: tenant.at, createdAt: call.realTime },
      }
      const delivery = waitingNow(call, known, message.id)
      return {
        statements: [call.store.db.insert(messages).values(message), insert(call, delivery)],
        reply: { status: 200, body: presentDelivery(delivery, message) },
      }
    },
  })
}

function waitingNow({ realTime }: Call, { id, active }: WebhookRow, messageId: string): DeliveryRow {
  if (!active) throw refuse('conflict', 'This webhook is off; switch it on first')
  return {
    ...{ webhookId: id, messageId, status: 'waiting', attempts: 0 },
    ...{ lastStatus: null, nextAttemptAt: realTime, claim: null },
  }
}

const insert = ({ store }: Call, delivery: DeliveryRow) =>
  store.db
    .insert(deliveries)
    .values(delivery)
    .onConflictDoUpdate({ target: [deliveries.webhookId, deliveries.messageId], set: delivery })
