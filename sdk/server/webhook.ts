import { Webhook } from 'standardwebhooks'
import type { Message } from '../contract'
import { LaurelError } from './error'

/** Of the request, whatever your framework calls them. Names in any case. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>

/**
 * Checks that Laurel sent this, to you, in the last five minutes, and returns the message. Messages can come twice
 * and in any order: keep `id` and skip those you know.
 *
 * @param payload the body as it arrived: parsed and written again it is another one
 * @param secret `whsec_…`; of several, any may have signed
 * @throws LaurelError `webhook_invalid`; answer 400 to it
 * @see https://www.standardwebhooks.com
 * @example
 * app.post('/hooks/laurel', async c => {
 *   const { id, type, data } = verifyWebhook(await c.req.text(), c.req.raw.headers, process.env.LAUREL_WEBHOOK_SECRET)
 *   if (type === 'response.detractor') await callBack(data.customerId)
 *   return c.body(null, 204)
 * })
 */
export function verifyWebhook(
  payload: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | string[],
): Message {
  const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload)
  const plain = plainHeaders(headers)
  let cause: unknown
  for (const one of [secret].flat()) {
    try {
      return new Webhook(one).verify(text, plain) as Message
    } catch (thrown) {
      cause = thrown
    }
  }
  const detail = cause instanceof Error ? cause.message : 'There is no secret to check it with'
  throw new LaurelError({ code: 'webhook_invalid', detail, cause })
}

function plainHeaders(headers: WebhookHeaders): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers)
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))
}
