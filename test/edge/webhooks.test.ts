import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyWebhook } from '../../sdk/server'
import { createMerchant, type TestMerchant } from '../api/merchant'
import { deliveriesOf, listen } from '../api/webhooks/receiver'
import { type Edge, openEdge } from './edge'

const received: { headers: Headers; body: string }[] = []
let status = 204
let edge: Edge
let merchant: TestMerchant

beforeAll(async () => {
  edge = await openEdge(async request => {
    if (new URL(request.url).hostname !== 'shop.example') return undefined
    received.push({ headers: request.headers, body: await request.text() })
    return new Response(null, { status, headers: { location: 'https://shop.example/elsewhere' } })
  })
  merchant = await createMerchant(edge)
})
afterAll(() => edge.close())

test('a cron trigger delivers, signed, and follows no redirect', async () => {
  const { id, secret } = await listen(merchant, { url: 'https://shop.example/hooks' })
  await merchant.send('POST', `/v1/webhooks/${id}/test`, {})
  await edge.wake()
  expect(received.map(({ headers, body }) => verifyWebhook(body, headers, secret))).toMatchObject([
    { type: 'webhook.test', data: { webhookId: id } },
  ])
  status = 307
  await merchant.send('POST', `/v1/webhooks/${id}/test`, {})
  await edge.wake()
  expect(received).toHaveLength(2)
  expect((await deliveriesOf(merchant, id)).map(delivery => delivery.lastStatus)).toEqual([307, 204])
})
