import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('the sweep waits until an import has been quiet', async () => {
  const merchant = await app.createMerchant()
  const buy = {
    id: 'buy',
    name: 'Every purchase',
    on: 'order.paid',
    earn: { kind: 'fixed', points: 5 },
  } as const
  await merchant.setProgram({ rules: [buy], expiry: { mode: 'lot', months: 1 } })
  app.clock.now = Date.parse('2026-06-01T00:00:00Z')
  const order = {
    ...{ type: 'order', externalId: '1', customer: { externalId: 'ada' }, status: 'paid', currency: 'GBP' },
    ...{
      placedAt: '2026-03-03T00:00:00Z',
      lines: [{ lineId: '1', sku: 'a', quantity: 1, amount: 100 }],
      total: 100,
    },
  }
  await app.request('POST', '/v1/orders/import', {
    ...{ key: merchant.secretKey, body: JSON.stringify(order) },
    headers: { 'Content-Type': 'application/x-ndjson' },
  })
  expect((await app.sweep()).customers).toBe(0)
  app.clock.now += 11 * 60_000
  expect((await app.sweep()).customers).toBe(1)
})
