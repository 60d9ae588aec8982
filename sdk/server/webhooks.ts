import type { CreatedWebhook, Delivery, MessagePage, Page, Webhook, WriteWebhookInput } from '../contract'
import type { Paging } from './customers'
import { path } from './path'
import type { Request } from './request'

/** Addresses of yours that hear of what happens: each message at least once, signed; see `verifyWebhook`. */
export function webhooks(request: Request) {
  return {
    /**
     * The secret comes in this reply and never again.
     * @example
     * const { secret } = await laurel.webhooks.create({
     *   url: 'https://shop.example/hooks/laurel',
     *   types: ['response.detractor', 'referral.review'],
     * })
     */
    create: (webhook: WriteWebhookInput) =>
      request<CreatedWebhook>({ method: 'POST', path: '/v1/webhooks', body: webhook }),

    list: () => request<Page<Webhook>>({ path: '/v1/webhooks' }),

    get: (id: string) => request<Webhook>({ path: path`/v1/webhooks/${id}` }),

    /** `active: false` switches it off: what happens meanwhile it does not hear of. */
    put: (id: string, webhook: WriteWebhookInput) =>
      request<Webhook>({ method: 'PUT', path: path`/v1/webhooks/${id}`, body: webhook }),

    delete: (id: string) => request<void>({ method: 'DELETE', path: path`/v1/webhooks/${id}` }),

    /** A new secret. For 24 hours messages carry signatures of both, so that either verifies. */
    rollSecret: (id: string) =>
      request<CreatedWebhook>({ method: 'POST', path: path`/v1/webhooks/${id}/secrets`, body: {} }),

    /** How telling it went, the newest message first. */
    deliveries: (id: string, query: Paging & { status?: Delivery['status'] } = {}) =>
      request<Page<Delivery>>({ path: path`/v1/webhooks/${id}/deliveries`, query: { ...query } }),

    /** Sends a message of the last 30 days again, from the start. Refuses with `conflict` when it is off. */
    replay: (id: string, messageId: string) =>
      request<Delivery>({
        method: 'POST',
        path: path`/v1/webhooks/${id}/deliveries/${messageId}/replay`,
        body: {},
      }),

    /** Sends a message of type `webhook.test`. Refuses with `conflict` when it is off. */
    test: (id: string) =>
      request<Delivery>({ method: 'POST', path: path`/v1/webhooks/${id}/test`, body: {} }),
  }
}

/** The same messages for whoever has no public server. */
export function messages(request: Request) {
  return {
    /**
     * Those after the cursor, the oldest first; empty `data` is nothing new. Keep the cursor: nothing is missed or
     * told twice.
     * @example
     * const { data, nextCursor } = await laurel.messages.list({ cursor: await load() })
     * for (const message of data) await handle(message)
     * if (nextCursor) await save(nextCursor)
     */
    list: (query: Paging = {}) => request<MessagePage>({ path: '/v1/messages', query: { ...query } }),
  }
}
