import { type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Customer, Me, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

let app: TestApp
let shop: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
  shop = await app.createMerchant()
})
afterAll(() => app.close())

async function meWith(claims: JWTPayload) {
  const nowS = Math.floor(app.clock.now / 1000)
  const key = await new SignJWT({ aud: shop.id, iat: nowS, exp: nowS + 600, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'laurel-customer+jwt' })
    .sign(new TextEncoder().encode(shop.identitySecret))
  return app.request<Me>('GET', `/v1/me?key=${shop.publishableKey}`, { key })
}

test('takes a name and an address from the token', async () => {
  const { body } = await meWith({ sub: 'ada', name: 'Ada 🦜', email: 'ada@example.com' })
  expect(body.customer).toEqual({ externalId: 'ada', name: 'Ada 🦜', kind: 'customer' })
})

test.each([
  '',
  '   ',
  '\ud800',
  'a\u0000b',
  'line\nline',
  '.',
  '..',
  'x'.repeat(129),
  7,
  null,
  [['ada']],
  {},
])('believes no subject that could not be the id of a customer: %j', async sub => {
  const { status, body } = await meWith({ sub: sub as string })
  expect([status, body]).toMatchObject([401, { code: 'unauthenticated' }])
  const { body: found } = await shop.send<Page<Customer>>('GET', '/v1/customers')
  expect(found.data.map(({ externalId }) => externalId)).toEqual(['ada'])
})

test.each(['\ud800', 'a\u0000b', '   ', 'x'.repeat(121), 7, {}])(
  'passes over a name that cannot be shown: %j',
  async name => {
    const sub = `shopper-${JSON.stringify(name).length}-${typeof name}`
    const { status, body } = await meWith({ sub, name })
    expect([status, body]).toMatchObject([200, { customer: { externalId: sub, name: null } }])
  },
)
