import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Key, Storefront } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const show = ({ publishableKey }: TestMerchant, headers: Record<string, string> = {}) =>
  app.request<Storefront>('GET', `/v1/storefront?key=${publishableKey}`, { headers })

it('shows what was changed at once', async () => {
  const shop = await app.createMerchant()
  await show(shop)
  await shop.setProgram({ name: 'The other club' })
  expect((await show(shop)).body.program.name).toBe('The other club')
})

it('opens a campaign when its time has come, though nothing was written', async () => {
  const shop = await app.createMerchant()
  const from = new Date(app.clock.now + 5000).toISOString()
  await shop.setProgram({
    rules: [{ id: 'order', name: 'Order', on: 'order.paid', earn: { kind: 'fixed', points: 1 } }],
    campaigns: [{ id: 'double', name: 'Double', multiplier: 2, from, until: '2027-01-01T00:00:00Z' }],
  })
  expect((await show(shop)).body.program.campaigns).toEqual([])
  app.clock.now += 5000
  expect((await show(shop)).body.program.campaigns).toHaveLength(1)
})

it('is refused to another origin and to a revoked key, though it was shown just now', async () => {
  const shop = await app.createMerchant()
  expect((await show(shop)).status).toBe(200)
  expect((await show(shop, { Origin: 'https://elsewhere.example' })).body).toMatchObject({
    code: 'origin_not_allowed',
  })
  const { body: keys } = await shop.send<{ data: Key[] }>('GET', '/v1/keys')
  const page = keys.data.find(({ kind }) => kind === 'publishable')
  expect((await shop.send('DELETE', `/v1/keys/${page?.id}`)).status).toBe(204)
  expect((await show(shop)).status).toBe(401)
})
