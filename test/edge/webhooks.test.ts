import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { codeAttempts } from '../../api/rewards/table'
import { verifyWebhook } from '../../sdk/server'
import { createMerchant, type TestMerchant } from '../api/merchant'
import { deliveriesOf, listen } from '../api/webhooks/receiver'
import { type Edge, openEdge } from './edge'

const received: { headers: Headers; body: string }[] = []
let status = 204
let answered: Promise<void> | undefined
let edge: Edge
let merchant: TestMerchant

beforeAll(async () => {
  edge = await openEdge(async request => {
    if (new URL(request.url).hostname !== 'shop.example') return undefined
    received.push({ headers: request.headers, body: await request.text() })
    await answered
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

test('a cron trigger sweeps while a merchant lets it wait', async () => {
  const { db, read, write } = edge.store
  await write([db.insert(codeAttempts).values({ keyId: 'key', network: 'net', windowStart: 0, wrong: 1 })])
  let answer = () => {}
  answered = new Promise(resolve => {
    answer = resolve
  })
  const { id } = await listen(merchant, { url: 'https://shop.example/slow' })
  await merchant.send('POST', `/v1/webhooks/${id}/test`, {})
  const woken = edge.wake()
  const guesses = async () => (await read({ guesses: db.select().from(codeAttempts) })).guesses
  await vi.waitFor(async () => expect(await guesses()).toEqual([]), { timeout: 5000 })
  expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'waiting', attempts: 0 }])
  answer()
  await woken
  expect(await deliveriesOf(merchant, id)).toMatchObject([{ attempts: 1 }])
})
