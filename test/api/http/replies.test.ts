import { afterAll, beforeAll, expect, test } from 'vitest'
import { idempotency } from '../../../api/http/table'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const kept = async (key: string) => {
  const { rows } = await app.store.read({ rows: app.store.db.select().from(idempotency) })
  return rows.filter(row => row.key === key)
}

test('a reply that is kept for a retry shows no key of a merchant to whoever reads the table', async () => {
  const body = { name: 'Shop', currency: 'GBP' }
  const create = () =>
    app.request('POST', '/v1/merchants', { key: app.platform.adminKey, body, idempotencyKey: 'new-shop' })
  const first = await create()
  expect(first.text).toContain('sk_test_')
  const again = await create()
  expect([again.status, again.text]).toEqual([first.status, first.text])
  expect(again.headers.get('Idempotent-Replayed')).toBe('true')
  expect(await kept('new-shop')).toHaveLength(1)
  expect(JSON.stringify(await kept('new-shop'))).not.toContain('sk_test_')
})

test('a webhook’s secret is sealed too, and told again byte for byte', async () => {
  const merchant = await app.createMerchant()
  const hook = { url: 'https://shop.example/hooks', types: ['referral.completed'] }
  const create = () => merchant.send('POST', '/v1/webhooks', hook, { idempotencyKey: 'hook' })
  const first = await create()
  expect(first.text).toContain('whsec_')
  expect((await create()).text).toBe(first.text)
  expect(JSON.stringify(await kept('hook'))).not.toContain('whsec_')
})
