import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../demo/backend/app'
import { importHistory, openHistory } from '../../demo/backend/history'
import { openRecords } from '../../demo/backend/records'
import { type ShopKeys, setUp } from '../../demo/backend/set-up'
import { readOrders } from '../../demo/orders/read'
import type { PlacedOrder, ShopState } from '../../demo/wire'
import { createLaurelServer, type LaurelServer, type SpinResult } from '../../sdk/server'
import { openTestApp, type TestApp } from '../api/app'
import { browserOf } from './shop'

const origin = 'http://localhost:8788'
const api = 'http://localhost:8787'
let laurelApp: TestApp
let keys: ShopKeys
let laurel: LaurelServer
let fetch: typeof globalThis.fetch

beforeAll(async () => {
  laurelApp = await openTestApp()
  laurelApp.clock.now = Date.now()
  fetch = (input, init) => laurelApp.app.request(new Request(input, init))
  const file = join(mkdtempSync(join(tmpdir(), 'demo-')), 'demo.json')
  const { adminKey } = laurelApp.platform
  keys = await setUp({ api, adminKey, origins: [origin], file, fetch, now: new Date(Date.now() - 1000) })
  const { secretKey, identitySecret } = keys
  laurel = createLaurelServer({ secretKey, identitySecret, api, fetch })
})
afterAll(() => laurelApp.close())

const lines = () => readOrders({ endAt: new Date(keys.historyEndAt) }).slice(0, 40)

function openBrowser() {
  const shop = {
    ...{ laurel, api, publishableKey: keys.publishableKey, pagesDir: 'dist/demo/shop', choices: [] },
    records: openRecords(null),
    history: openHistory(lines()),
  }
  return browserOf(createApp(shop))
}

/** As the widget does: spins until the prize is a code that works on one cakestand. */
async function winCode(token: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${api}/v1/me/spins?key=${keys.publishableKey}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        origin,
      },
      body: JSON.stringify({ wheelId: keys.wheelId, clientSeed: crypto.randomUUID() }),
    })
    const { code, prize } = (await response.json()) as SpinResult
    expect(response.status).toBeLessThan(300)
    if (code && prize?.id !== 'five-pounds') return code.code
  }
}

test('from the first order to a code that is used, refused, and given back', async () => {
  const ask = openBrowser()
  await ask('POST', '/api/sign-in', { name: 'Ada', email: 'ada@example.com' })
  await ask('PUT', '/api/cart', { sku: '22423', quantity: 1 })
  const first = (await (await ask('POST', '/api/checkout', { card: 'good' })).json()) as PlacedOrder
  expect(first.earned).toEqual({ points: 12 * 2 + 100, spins: 0 })

  const { data } = await laurel.customers.list({ email: 'ada@example.com' })
  expect(data).toMatchObject([{ name: 'Ada', points: { available: 174 }, tierId: 'leaf' }])
  await laurel.customers.adjust(data[0]?.id ?? '', { spins: 24, reason: 'For the test' })
  const code = await winCode(await (await ask('GET', '/loyalty-token')).text())

  await ask('PUT', '/api/cart', { sku: '22423', quantity: 1 })
  const { cart } = (await (
    await ask('POST', '/api/cart/code', { code: code.toLowerCase() })
  ).json()) as ShopState
  expect(cart.code).toMatchObject({ code, hint: null })
  expect(cart.totals.discount).toBeGreaterThan(0)

  expect((await ask('POST', '/api/checkout', { card: 'declined' })).status).toBe(402)
  const order = (await (await ask('POST', '/api/checkout', { card: 'good' })).json()) as PlacedOrder
  expect(order).toMatchObject({ code, totals: cart.totals, earned: { points: expect.any(Number) } })
  expect(await laurel.orders.get(order.id)).toMatchObject({ status: 'paid', total: cart.totals.total })

  const again = await ask('POST', '/api/cart/code', { code })
  expect(await again.json()).toMatchObject({ code: 'code_redeemed' })

  await ask('POST', `/api/orders/${order.id}/return`)
  expect(await laurel.orders.get(order.id)).toMatchObject({
    refunded: cart.totals.total,
    points: { earned: 0 },
  })
  expect((await ask('POST', '/api/cart/code', { code })).status).toBe(200)
  expect((await laurel.audit()).faults).toEqual([])
})

test('the history arrives once, however often it is sent', async () => {
  const { progress } = openHistory(lines())
  const said: string[] = []
  await importHistory(laurel, lines(), progress, text => said.push(text))
  expect(progress).toEqual({ lines: 40, imported: 40, refused: 0, done: true })
  const before = await laurel.audit()
  for await (const report of laurel.orders.import(lines(), { importId: 'again' }))
    if (report.type === 'done') expect(report).toMatchObject({ line: 40, changed: 0, refused: 0 })
  expect(await laurel.audit()).toEqual(before)
  expect(before.faults).toEqual([])
})
