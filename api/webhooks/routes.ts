import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { type Api, endpoint } from '../http/endpoint'
import { getWebhook, listDeliveries, listMessages, listWebhooks } from './get'
import { replayDelivery, sendTestMessage } from './replay'
import { rollWebhookSecret } from './roll'
import { createWebhook, deleteWebhook, putWebhook } from './write'

const params = z.object({ id: contract.WebhookId })
const Nothing = z.strictObject({}).meta({ id: 'Nothing', example: {} })

export function webhookRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/webhooks', tag: 'Webhooks', who: 'merchant', status: 201 },
    summary: 'Hear of what happens at an address of yours; the secret is shown once',
    description:
      'Messages are signed as https://www.standardwebhooks.com says. Each is sent at least once, in no certain ' +
      'order: `webhook-id` tells those apart that come twice. Without a 2xx within 10 seconds it is sent again ' +
      'after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 hours; redirects are not followed; 410 switches off.',
    body: contract.WriteWebhook,
    reply: contract.CreatedWebhook,
    refuses: ['conflict'],
    run: (call, { body }) => createWebhook(call, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/webhooks', tag: 'Webhooks', who: 'merchant' },
    summary: 'Every webhook',
    reply: contract.page(contract.Webhook),
    run: listWebhooks,
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/webhooks/{id}', tag: 'Webhooks', who: 'merchant' },
    summary: 'One webhook',
    params,
    reply: contract.Webhook,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => getWebhook(call, id),
  })
  endpoint(api, {
    ...{ method: 'put', path: '/v1/webhooks/{id}', tag: 'Webhooks', who: 'merchant' },
    summary: 'Change its address or types, or switch it off and on',
    params,
    body: contract.WriteWebhook,
    reply: contract.Webhook,
    refuses: ['not_found'],
    run: (call, { params: { id }, body }) => putWebhook(call, id, body),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/webhooks/{id}', tag: 'Webhooks', who: 'merchant', status: 204 },
    summary: 'Stop telling this address',
    params,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => deleteWebhook(call, id),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/webhooks/{id}/secrets', tag: 'Webhooks', who: 'merchant', status: 201 },
    summary: 'Roll the secret; for 24 hours both sign',
    params,
    body: Nothing,
    reply: contract.CreatedWebhook,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => rollWebhookSecret(call, id),
  })
  deliveryRoutes(api)
}

function deliveryRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/webhooks/{id}/deliveries', tag: 'Webhooks', who: 'merchant' },
    summary: 'How telling this webhook went, the newest message first',
    params,
    query: contract.ListDeliveries,
    reply: contract.page(contract.Delivery),
    refuses: ['not_found'],
    run: (call, { params: { id }, query }) => listDeliveries(call, id, query),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/webhooks/{id}/deliveries/{messageId}/replay' },
    ...{ tag: 'Webhooks', who: 'merchant' },
    summary: 'Send a message of the last 30 days again',
    params: params.extend({ messageId: contract.MessageId }),
    body: Nothing,
    reply: contract.Delivery,
    refuses: ['not_found', 'conflict'],
    run: (call, { params: { id, messageId } }) => replayDelivery(call, id, messageId),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/webhooks/{id}/test', tag: 'Webhooks', who: 'merchant' },
    summary: 'Send it a message of type webhook.test',
    params,
    body: Nothing,
    reply: contract.Delivery,
    refuses: ['not_found', 'conflict'],
    run: (call, { params: { id } }) => sendTestMessage(call, id),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/messages', tag: 'Webhooks', who: 'merchant' },
    summary: 'Everything there was to hear, the oldest first',
    description:
      'For whoever has no public server: ask again with the `nextCursor` of the last answer. Nothing is missed or ' +
      'told twice. Messages are kept for 30 days.',
    query: contract.PageQuery,
    reply: contract.MessagePage,
    run: (call, { query }) => listMessages(call, query),
  })
}
