import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as contract from '../../sdk/contract'
import type { Env } from '../http/call'
import { type Api, callOf, endpoint } from '../http/endpoint'
import { authorize } from '../http/perform'
import { refuse } from '../http/refusal'
import { streamed } from '../http/streamed'
import { cancelOrder } from './cancel'
import { getOrder } from './get'
import { getImport, importOrders } from './import'
import { linesOf } from './lines'
import { refundOrder } from './refund'
import { upsertOrder } from './upsert'

const params = z.object({ externalId: contract.ExternalId })
const importQuery = z.object({ importId: contract.Slug.optional() })

export function orderRoutes(api: Api): void {
  importRoutes(api)
  endpoint(api, {
    ...{ method: 'post', path: '/v1/orders', tag: 'Orders', who: 'merchant' },
    summary: 'Send an order as it stands now',
    description:
      'New, edited, paid, cancelled or completed again. The same order again changes nothing. 201 when new.',
    body: contract.UpsertOrder,
    reply: contract.Order,
    refuses: ['totals_differ', 'conflict', 'order_changed_after_refund'],
    run: (call, { body }) => upsertOrder(call, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/orders/{externalId}', tag: 'Orders', who: 'merchant' },
    summary: 'An order and what it has earned',
    params,
    reply: contract.Order,
    refuses: ['not_found'],
    run: (call, { params: { externalId } }) => getOrder(call, externalId),
  })
  endpoint(api, {
    ...{
      method: 'post',
      path: '/v1/orders/{externalId}/refunds',
      tag: 'Orders',
      who: 'merchant',
      status: 201,
    },
    summary: 'Give money back, by line or by amount',
    description: 'What it had earned goes back at the rate it was paid. A refund id is taken once, for ever.',
    params,
    body: contract.RefundOrder,
    reply: contract.Order,
    refuses: ['not_found', 'refund_too_large', 'refund_differs', 'conflict'],
    run: (call, { params: { externalId }, body }) => refundOrder(call, externalId, body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/orders/{externalId}/cancel', tag: 'Orders', who: 'merchant' },
    summary: 'Cancel an order',
    description: 'Sending it again as paid completes it again.',
    params,
    body: contract.CancelOrder,
    reply: contract.Order,
    refuses: ['not_found'],
    run: (call, { params: { externalId }, body }) => cancelOrder(call, externalId, body),
  })
}

function importRoutes(api: Api): void {
  const ndjson = (schema: z.ZodType) => ({ 'application/x-ndjson': { schema } })
  const route = createRoute({
    ...{ method: 'post', path: '/v1/orders/import', tags: ['Orders'], operationId: 'postOrdersImport' },
    summary: 'Import orders, refunds and cancellations as a stream',
    description:
      'One JSON document per line. Every line is a change of its own, so a broken stream can be sent again from the start: what is stored already changes nothing.',
    security: [{ secretKey: [] }],
    request: { query: importQuery, body: { required: true, content: ndjson(contract.ImportLine) } },
    responses: { 200: { description: 'One report per line', content: ndjson(contract.ImportReport) } },
  })
  api.openapi(route, (async (c: Context<Env>) => {
    if (!/^application\/(x-ndjson|jsonl)/i.test(c.req.header('Content-Type') ?? ''))
      throw refuse('unsupported_media_type', 'Send application/x-ndjson')
    const call = await callOf(c, 'merchant', true)
    await authorize(call)
    const { importId } = (c.req.valid as (part: string) => z.infer<typeof importQuery>)('query')
    const body = c.req.raw.body ?? new Blob([]).stream()
    c.header('Content-Type', 'application/x-ndjson')
    return streamed(c, async out => {
      for await (const report of importOrders(call, linesOf(body), importId))
        await out.write(`${JSON.stringify(report)}\n`)
    })
  }) as never)
  endpoint(api, {
    ...{ method: 'get', path: '/v1/imports/{importId}', tag: 'Orders', who: 'merchant' },
    summary: 'How far an import came',
    params: z.object({ importId: contract.Slug }),
    reply: contract.ImportProgress,
    refuses: ['not_found'],
    run: (call, { params: { importId } }) => getImport(call, importId),
  })
}
