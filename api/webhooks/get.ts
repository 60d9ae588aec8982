import { type Call, merchantIdOf } from '../http/call'
import { decodeCursor, encodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { presentDelivery, presentMessage, presentWebhook } from './present'
import { type DeliveryScope, deliveriesOf, messagesOf, webhooksOf } from './read'

export function listWebhooks(call: Call) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call)) }),
    decide({ known }) {
      const data = known.map(row => presentWebhook(row, call.realTime))
      return { statements: [], reply: { status: 200, body: { data, nextCursor: null } } }
    },
  })
}

export function getWebhook(call: Call, webhookId: string) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call), webhookId) }),
    decide({ known: [known] }) {
      if (!known) throw refuse('not_found')
      return { statements: [], reply: { status: 200, body: presentWebhook(known, call.realTime) } }
    },
  })
}

interface Paging {
  limit: number
  cursor?: string
}

export function listDeliveries(
  call: Call,
  webhookId: string,
  { limit, cursor, status }: Paging & Pick<DeliveryScope, 'status'>,
) {
  const scope = { webhookId, status, before: decodeCursor(cursor, 'string'), limit: limit + 1 }
  return perform(call, {
    read: db => ({
      known: webhooksOf(db, merchantIdOf(call), webhookId),
      rows: deliveriesOf(db, scope),
    }),
    decide({ known: [known], rows }) {
      if (!known) throw refuse('not_found')
      const page = pageOf(rows, limit, ({ delivery }) => delivery.messageId)
      const data = page.data.map(({ delivery, message }) => presentDelivery(delivery, message))
      return { statements: [], reply: { status: 200, body: { ...page, data } } }
    },
  })
}

/** For whoever has no public server: the cursor stays where it is until there is something new. */
export function listMessages(call: Call, { limit, cursor }: Paging) {
  const after = decodeCursor(cursor, 'number')
  return perform(call, {
    read: db => ({ rows: messagesOf(db, merchantIdOf(call), after ?? 0, limit) }),
    decide({ rows }) {
      const last = rows.at(-1)?.seq ?? after
      const nextCursor = last === undefined ? null : encodeCursor(last)
      return { statements: [], reply: { status: 200, body: { data: rows.map(presentMessage), nextCursor } } }
    },
  })
}
