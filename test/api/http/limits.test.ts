import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { COURTESY } from '../../../api/http/limits'
import { type Front, openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

let test: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  test = await openTestApp()
  merchant = await test.createMerchant({ allowedOrigins: ['https://shop.example'] })
})
afterAll(() => test.close())
beforeEach(() => {
  test.clock.now = Date.parse('2026-03-02T10:00:15Z')
})

const asServer = (app: Front, key = merchant.secretKey) =>
  app.request('/v1/keys', { headers: { Authorization: `Bearer ${key}` } })
const asPage = (app: Front, network: string, origin = 'https://shop.example') =>
  app.request(`/v1/storefront?key=${merchant.publishableKey}`, {
    headers: { 'X-Test-Network': network, Origin: origin },
  })

const madeUp = (kind: 'pk' | 'sk', number: number) =>
  `${kind}_test_${'0'.repeat(26)}_${`${number}`.padStart(43, 'x')}`

describe('a limit', () => {
  it('says what is left, and refuses the call after the last', async () => {
    const app = test.limited({ secretPerMinute: 2, pagePerMinute: 1 })
    const answers = [await asServer(app), await asServer(app), await asServer(app)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers.map(({ headers }) => headers.get('RateLimit'))).toEqual([
      '"secret";r=1;t=45',
      '"secret";r=0;t=45',
      '"secret";r=0;t=45',
    ])
    const last = answers[2]
    expect(last?.headers.get('RateLimit-Policy')).toBe('"secret";q=2;w=60')
    expect(last?.headers.get('Retry-After')).toBe('45')
    expect(last?.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await last?.json()).toMatchObject({ status: 429, code: 'rate_limited' })
  })

  it('begins anew with the next minute', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 1 })
    expect([(await asServer(app)).status, (await asServer(app)).status]).toEqual([200, 429])
    test.clock.now += 45_000
    expect((await asServer(app)).status).toBe(200)
  })

  it('is of one secret key and not of another', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 1 })
    const other = await test.createMerchant()
    await asServer(app)
    expect((await asServer(app)).status).toBe(429)
    expect((await asServer(app, other.secretKey)).status).toBe(200)
  })

  it('is of a page and a network, a household of IPv6 being one', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 1 })
    const networks = ['2001:db8:1:2::1', '2001:db8:1:2::ffff', '2001:db8:1:3::1', '203.0.113.7']
    const statuses = []
    for (const network of networks) statuses.push((await asPage(app, network)).status)
    expect(statuses).toEqual([200, 429, 200, 200])
  })

  it('refuses so that the page can read it', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 1 })
    await asPage(app, '203.0.113.8')
    const { status, headers } = await asPage(app, '203.0.113.8')
    expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([429, 'https://shop.example'])
    expect(headers.get('Access-Control-Expose-Headers')).toContain('RateLimit')
  })

  it('counts who has no key by their network', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 1 })
    const call = () => app.request('/v1/keys', { headers: { 'X-Test-Network': '203.0.113.9' } })
    expect([(await call()).status, (await call()).status]).toEqual([401, 429])
  })

  it('is of the page, whatever key it sends beside its own', async () => {
    const app = test.limited({ secretPerMinute: 9, pagePerMinute: 1 })
    const path = `/v1/storefront?key=${merchant.publishableKey}`
    const call = (key: string) => app.request(path, { headers: { Authorization: `Bearer ${key}` } })
    const statuses = [
      await call(madeUp('sk', 1)),
      await call(madeUp('sk', 2)),
      await call(merchant.secretKey),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 429])
  })

  it('is of the network for all keys that nobody knows, and of a known one by itself', async () => {
    const app = test.limited({ secretPerMinute: 2, pagePerMinute: 1 })
    const statuses = []
    for (const number of [1, 2, 3]) statuses.push((await asServer(app, madeUp('sk', number))).status)
    expect(statuses).toEqual([401, 401, 429])
    const elsewhere = { 'X-Test-Network': '203.0.113.10', Authorization: `Bearer ${merchant.secretKey}` }
    await app.request('/v1/keys', { headers: elsewhere })
    expect((await asServer(app)).status).toBe(200)
  })

  it('is of the network for all pages that nobody knows', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 2 })
    const call = (key: string) =>
      app.request(`/v1/storefront?key=${key}`, { headers: { 'X-Test-Network': '203.0.113.11' } })
    const statuses = []
    for (const number of [1, 2, 3]) statuses.push((await call(madeUp('pk', number))).status)
    expect(statuses).toEqual([401, 401, 429])
  })

  it('is of preflights too, which take nothing from the calls they come before', async () => {
    const app = test.limited({ secretPerMinute: 1, pagePerMinute: 2 })
    const network = '203.0.113.12'
    const preflight = () =>
      app.request(`/v1/me?key=${merchant.publishableKey}`, {
        method: 'OPTIONS',
        headers: { 'X-Test-Network': network, Origin: 'https://shop.example' },
      })
    const replies = []
    for (let call = 0; call < 2; call++) replies.push(await preflight(), await asPage(app, network))
    replies.push(await preflight())
    expect(replies.map(({ status }) => status)).toEqual([204, 200, 204, 200, 429])
  })

  it('is said on a refusal too', async () => {
    const { headers, status } = await asServer(test.limited(COURTESY), `${merchant.secretKey.slice(0, -1)}_`)
    expect([status, headers.get('RateLimit')]).toEqual([401, '"secret";r=5999;t=45'])
  })

  it('leaves out health, document and keys, and everything where none is set', async () => {
    const app = test.limited({ secretPerMinute: 0, pagePerMinute: 0 })
    for (const path of ['/healthz', '/openapi.json', '/.well-known/jwks.json'])
      expect((await app.request(path)).status).toBe(200)
    expect((await asServer(test.app)).headers.get('RateLimit')).toBeNull()
  })
})
