import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetMessages } from '../../../api/webhooks/forget'
import { messageStatements } from '../../../api/webhooks/outbox'
import { deliveries, messages, webhooks } from '../../../api/webhooks/table'
import type { CreatedWebhook, Delivery, Message, Page, Webhook } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { deliveriesOf, listen, tell } from './receiver'

const ADDRESS = 'https://shop.example/hooks'

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  merchant = await app.createMerchant()
})

describe('a webhook', () => {
  test('shows its secret once and keeps it sealed', async () => {
    const { secret, ...webhook } = await listen(merchant, { url: ADDRESS, types: ['pool.low'] })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(webhook).toMatchObject({ url: ADDRESS, types: ['pool.low'], active: true, rolledUntil: null })
    const { body } = await merchant.send('GET', `/v1/webhooks/${webhook.id}`)
    expect(body).toEqual(webhook)
    expect((await merchant.send('GET', '/v1/webhooks')).body).toEqual({ data: [webhook], nextCursor: null })
    const { rows } = await app.store.read({ rows: app.store.db.select().from(webhooks) })
    expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length))
  })

  test('is changed, and taken away', async () => {
    const { id } = await listen(merchant, { url: ADDRESS })
    const changed = { url: 'https://shop.example/other', types: ['item.low'], active: false }
    const { body } = await merchant.send<Webhook>('PUT', `/v1/webhooks/${id}`, changed)
    expect(body).toMatchObject({ id, ...changed })
    expect((await merchant.send('DELETE', `/v1/webhooks/${id}`)).status).toBe(204)
    for (const [method, path, sent] of ways(id, 'msg_01m7v8x4k2f9tq3r5w6y7z8abc'))
      expect((await merchant.send(method, path, sent)).status, `${method} ${path}`).toBe(404)
  })

  test('hears only while it is on, and replays only then', async () => {
    const { id } = await listen(merchant, { url: ADDRESS })
    const [messageId] = await tell(app, merchant, {})
    await merchant.send('PUT', `/v1/webhooks/${id}`, { url: ADDRESS, active: false })
    await tell(app, merchant, {})
    expect(await deliveriesOf(merchant, id)).toMatchObject([
      { messageId, status: 'failed', nextAttemptAt: null },
    ])
    for (const path of [`deliveries/${messageId}/replay`, 'test'])
      expect(await merchant.send('POST', `/v1/webhooks/${id}/${path}`, {})).toMatchObject({
        ...{ status: 409, body: { code: 'conflict' } },
      })
  })

  test('is one of twenty at most', async () => {
    for (let n = 0; n < 20; n++) await listen(merchant, { url: `${ADDRESS}/${n}` })
    expect(await merchant.send('POST', '/v1/webhooks', { url: ADDRESS })).toMatchObject({
      ...{ status: 409, body: { code: 'conflict' } },
    })
  })

  test.each([
    ...['http://shop.example/', 'http://localhost/', 'http://127.0.0.1:3000/', 'https://localhost/'],
    ...['https://10.0.0.1/', 'https://169.254.169.254/', 'https://[::1]/', 'https://2130706433/'],
    ...['https://db.internal/', 'https://a:b@shop.example/', 'ftp://shop.example/'],
  ])('is refused at %s', async url => {
    const refused = { status: 400, body: { code: 'invalid_request', errors: [{ path: 'url' }] } }
    expect(await merchant.send('POST', '/v1/webhooks', { url })).toMatchObject(refused)
    const { id } = await listen(merchant, { url: ADDRESS })
    expect(await merchant.send('PUT', `/v1/webhooks/${id}`, { url })).toMatchObject(refused)
  })
})

describe('a message', () => {
  test('is there if and only if the change is', async () => {
    const { store, platform, clock } = app
    const { id } = await listen(merchant, { url: ADDRESS })
    const told = { merchantId: merchant.id, type: 'pool.low' as const, data: {}, at: clock.now }
    const statements = messageStatements(store.db, platform.random, clock.now, [told])
    const refused = store.db.insert(deliveries).values({
      ...{ webhookId: 'none', messageId: 'none', status: 'waiting' as const, attempts: 0 },
    })
    await expect(store.write([...statements, refused])).rejects.toThrow()
    await expect(store.write([refused, ...statements])).rejects.toThrow()
    expect(await messagesOf(merchant)).toEqual([])
    expect(await deliveriesOf(merchant, id)).toEqual([])
    await store.write(statements)
    expect(await messagesOf(merchant)).toHaveLength(1)
    expect(await deliveriesOf(merchant, id)).toHaveLength(1)
  })

  test('is told when its condition holds', async () => {
    const { id } = await listen(merchant, { url: ADDRESS })
    await tell(app, merchant, { when: sql`1 > 2` }, { when: sql`2 > 1`, data: { said: true } }, { data: {} })
    expect((await messagesOf(merchant)).map(({ data }) => data)).toEqual([{ said: true }, {}])
    expect(await deliveriesOf(merchant, id)).toHaveLength(2)
  })

  test('goes to every webhook that listens to its type', async () => {
    const all = await listen(merchant, { url: ADDRESS })
    const low = await listen(merchant, { url: ADDRESS, types: ['pool.low', 'item.low'] })
    const other = await listen(merchant, { url: ADDRESS, types: ['tier.changed'] })
    const stranger = await listen(await app.createMerchant(), { url: ADDRESS })
    await tell(app, merchant, { type: 'pool.low' }, { type: 'customer.erased' })
    const heard = async ({ id }: Webhook, from = merchant) =>
      (await deliveriesOf(from, id)).map(({ type }) => type).sort()
    expect(await heard(all)).toEqual(['customer.erased', 'pool.low'])
    expect(await heard(low)).toEqual(['pool.low'])
    expect(await heard(other)).toEqual([])
    const { rows } = await app.store.read({ rows: app.store.db.select().from(deliveries) })
    expect(rows.filter(({ webhookId }) => webhookId === stranger.id)).toEqual([])
  })

  test('is forgotten with its deliveries after thirty days', async () => {
    const { id } = await listen(merchant, { url: ADDRESS })
    const [old] = await tell(app, merchant, {})
    app.clock.now += 1
    const [, young] = await tell(app, merchant, {})
    await forgetMessages(app.store, app.clock.now - 1 + 30 * 86_400_000)
    expect((await messagesOf(merchant)).map(message => message.id)).toEqual([young])
    expect((await deliveriesOf(merchant, id)).map(({ messageId }) => messageId)).toEqual([young])
    expect(old).toBeDefined()
  })
})

describe('the poll', () => {
  test('tells everything once, in order, and goes on where it was', async () => {
    expect((await poll(merchant)).body).toEqual({ data: [], nextCursor: null })
    await tell(app, merchant, ...Array.from({ length: 7 }, () => ({})))
    const seen: unknown[] = []
    let cursor: string | null = null
    for (const expected of [3, 3, 1, 0]) {
      const { body } = await poll(merchant, cursor)
      expect(body.data).toHaveLength(expected)
      seen.push(...body.data.map(({ data }) => data.n))
      cursor = body.nextCursor
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6])
    await tell(app, merchant, { data: { n: 'new' } })
    expect((await poll(merchant, cursor)).body.data).toMatchObject([{ data: { n: 'new' } }])
  })

  test('misses nothing when the newest were erased', async () => {
    const { db } = app.store
    await tell(app, merchant, {}, {})
    const { nextCursor } = (await poll(merchant)).body
    await app.store.write([db.delete(messages).where(sql`merchant_id = ${merchant.id}`)])
    await tell(app, merchant, { data: { n: 'new' } })
    expect((await poll(merchant, nextCursor)).body.data).toMatchObject([{ data: { n: 'new' } }])
  })

  test('refuses a cursor of another list', async () => {
    expect((await poll(merchant, 'nonsense')).status).toBe(400)
  })
})

test('deliveries come in pages, the newest first, by status', async () => {
  const { id } = await listen(merchant, { url: ADDRESS })
  for (let n = 0; n < 3; n++) {
    app.clock.now += 1
    await tell(app, merchant, { data: { n } })
  }
  const ids = (await messagesOf(merchant)).map(message => message.id).reverse()
  const path = `/v1/webhooks/${id}/deliveries`
  const first = await merchant.send<Page<Delivery>>('GET', `${path}?limit=2`)
  const second = await merchant.send<Page<Delivery>>('GET', `${path}?limit=2&cursor=${first.body.nextCursor}`)
  expect([...first.body.data, ...second.body.data].map(({ messageId }) => messageId)).toEqual(ids)
  expect(second.body.nextCursor).toBeNull()
  expect((await merchant.send(`GET`, `${path}?status=failed`)).body).toMatchObject({ data: [] })
  expect((await merchant.send('GET', `${path}?status=lost`)).status).toBe(400)
})

describe('another merchant', () => {
  test('sees and changes nothing', async () => {
    const { id } = await listen(merchant, { url: ADDRESS })
    const [messageId = ''] = await tell(app, merchant, {})
    const stranger = await app.createMerchant()
    for (const [method, path, sent] of ways(id, messageId))
      expect((await stranger.send(method, path, sent)).status, `${method} ${path}`).toBe(404)
    expect((await stranger.send('GET', '/v1/webhooks')).body).toMatchObject({ data: [] })
    expect(await messagesOf(stranger)).toEqual([])
    expect((await merchant.send<Webhook>('GET', `/v1/webhooks/${id}`)).body).toMatchObject({ url: ADDRESS })
  })

  test('cannot replay a message of others to itself', async () => {
    const [messageId] = await tell(app, merchant, {})
    const stranger = await app.createMerchant()
    const { id } = await listen(stranger, { url: ADDRESS })
    const path = `/v1/webhooks/${id}/deliveries/${messageId}/replay`
    expect((await stranger.send('POST', path, {})).status).toBe(404)
  })
})

/** Everything that can be done to one webhook. */
const ways = (id: string, messageId: string): [string, string, unknown?][] => [
  ['GET', `/v1/webhooks/${id}`],
  ['PUT', `/v1/webhooks/${id}`, { url: 'https://stranger.example/' }],
  ['DELETE', `/v1/webhooks/${id}`],
  ['POST', `/v1/webhooks/${id}/secrets`, {}],
  ['POST', `/v1/webhooks/${id}/test`, {}],
  ['GET', `/v1/webhooks/${id}/deliveries`],
  ['POST', `/v1/webhooks/${id}/deliveries/${messageId}/replay`, {}],
]

const poll = (from: TestMerchant, cursor: string | null = null) =>
  from.send<Page<Message>>('GET', `/v1/messages?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`)

async function messagesOf(from: TestMerchant): Promise<Message[]> {
  const { body } = await from.send<Page<Message>>('GET', '/v1/messages?limit=100')
  return body.data
}

test('the same key makes one webhook and shows its secret again', async () => {
  const make = () =>
    merchant.send<CreatedWebhook>('POST', '/v1/webhooks', { url: ADDRESS }, { idempotencyKey: 'first' })
  const [first, again] = [await make(), await make()]
  expect(again.text).toBe(first.text)
  expect((await merchant.send<Page<Webhook>>('GET', '/v1/webhooks')).body.data).toHaveLength(1)
})
