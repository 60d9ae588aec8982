import { jwtVerify } from 'jose'
import { describe, expect, test, vi } from 'vitest'
import type { Account, ShopState } from '../../demo/wire'
import { fakeLaurel, identitySecret, openShop } from './shop'

describe('signing in', () => {
  test('as a customer of the history shows their orders', async () => {
    const { browser } = openShop()
    const ask = browser()
    await ask('POST', '/api/sign-in', { id: '17850' })
    const account = (await (await ask('GET', '/api/account')).json()) as Account
    expect(account).toMatchObject({
      pastCount: 1,
      orders: [],
      past: [{ id: '536365', items: 6, names: ['Hanging Heart'], total: 1530, refunded: 255 }],
    })
  })

  test('as somebody new tells Laurel who it is, the same one next time', async () => {
    const laurel = fakeLaurel()
    const { browser, shop } = openShop(laurel)
    const newcomer = { name: ' Ada ', email: 'Ada@Example.com', birthday: '1990-04-30' }
    const replies = [
      await browser()('POST', '/api/sign-in', newcomer),
      await browser()('POST', '/api/sign-in', newcomer),
    ]
    const [first, again] = (await Promise.all(replies.map(reply => reply.json()))) as ShopState[]
    expect(first?.shopper).toEqual(again?.shopper)
    expect(shop.records.shoppers).toHaveLength(1)
    expect(laurel.asked[0]).toMatchObject({
      route: 'POST /v1/customers',
      body: { externalId: first?.shopper?.id, name: 'Ada', email: 'ada@example.com', birthday: '1990-04-30' },
    })
  })

  test('changes the session id and keeps the basket', async () => {
    const { app } = openShop()
    const headers = { 'content-type': 'application/json', origin: 'http://localhost' }
    const put = { method: 'PUT', headers, body: JSON.stringify({ sku: '22423', quantity: 1 }) }
    const before = (await app.request('/api/cart', put)).headers.get('set-cookie') ?? ''
    expect(before).toMatch(/HttpOnly; SameSite=Lax/)
    const signIn = {
      method: 'POST',
      headers: { ...headers, cookie: before },
      body: JSON.stringify({ id: '17850' }),
    }
    const response = await app.request('/api/sign-in', signIn)
    expect(response.headers.get('set-cookie')?.split(';')[0]).not.toBe(before.split(';')[0])
    expect(await response.json()).toMatchObject({ cart: { lines: [{ sku: '22423', quantity: 1 }] } })
    const stale = await app.request('/api/state', { headers: { cookie: before } })
    expect(await stale.json()).toMatchObject({ shopper: null, cart: { lines: [] } })
  })

  test.each([{ id: 'unknown' }, { name: '', email: 'a@b.cz' }, { name: 'Ada', email: 'ada' }, {}, null])(
    'refuses %j',
    async body => {
      const response = await openShop().browser()('POST', '/api/sign-in', body)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(await response.json()).toMatchObject({ message: expect.any(String) })
    },
  )

  test('works while Laurel is away', async () => {
    const laurel = fakeLaurel()
    laurel.down.is = true
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect((await openShop(laurel).browser()('POST', '/api/sign-in', { id: '17850' })).status).toBe(200)
  })
})

describe('the loyalty token', () => {
  test('speaks for whoever is signed in, and is never kept', async () => {
    const ask = openShop().browser()
    await ask('POST', '/api/sign-in', { id: '17850' })
    const response = await ask('GET', '/loyalty-token')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { payload } = await jwtVerify(await response.text(), new TextEncoder().encode(identitySecret), {
      audience: 'mer_01m7v8x4k2f9tq3r5w6y7z8abc',
    })
    expect(payload.sub).toBe('17850')
  })

  test('is not for a stranger', async () => {
    expect((await openShop().browser()('GET', '/loyalty-token')).status).toBe(401)
  })
})

test('a review earns what the programme says', async () => {
  const laurel = fakeLaurel()
  const ask = openShop(laurel).browser()
  await ask('POST', '/api/sign-in', { id: '17850' })
  const response = await ask('POST', '/api/reviews', { sku: '22423', text: 'Lovely.' })
  expect(await response.json()).toMatchObject({ points: 25 })
  expect(laurel.asked.at(-1)).toMatchObject({
    body: { externalId: 'review-17850-22423', name: 'review.published' },
  })
  expect(await (await ask('GET', '/api/reviews/22423')).json()).toMatchObject([{ text: 'Lovely.' }])
})

describe('a page', () => {
  test('carries the script tag under a policy that allows only the shop and Laurel', async () => {
    const response = await openShop().app.request('/account')
    expect(await response.text()).toContain(
      '<script async src="http://laurel.test/widget/v1/laurel.js" data-key="pk_test_1"></script>',
    )
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self' http://laurel.test;")
    expect(policy).not.toContain('unsafe')
  })

  test.each(['/assets/missing.js', '/api/missing'])('is not what %s gives', async path => {
    expect((await openShop().app.request(path)).status).toBe(404)
  })
})
