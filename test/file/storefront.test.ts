import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storefront } from '../../sdk/contract'
import { openTestApp, type TestApp } from '../api/app'
import type { TestMerchant } from '../api/merchant'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const show = ({ publishableKey }: TestMerchant, headers: Record<string, string> = {}) =>
  app.request<Storefront>('GET', `/v1/storefront?key=${publishableKey}`, { headers })

it('a storefront is read once while nothing changes, and 304 to whoever has it', async () => {
  const shop = await app.createMerchant()
  await show(shop) // The first use of a key is noted, which is a change.
  const first = await show(shop)
  await app.watch(true)
  const again = await show(shop)
  const known = await show(shop, { 'If-None-Match': first.headers.get('ETag') ?? '' })
  expect(await app.watch(false)).toEqual([])
  expect([again.status, again.text, known.status, known.text]).toEqual([200, first.text, 304, ''])
  expect(again.headers.get('ETag')).toBe(first.headers.get('ETag'))
})
