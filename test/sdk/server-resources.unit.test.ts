import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLaurelOperator, type LaurelServer } from '../../sdk/server'
import { openTestApp, type TestApp } from '../api/app'
import { fakeApi } from './server-fake'

const id = 'x_1'
const code = 'LAUREL-7K3M'
const item = {
  name: '£5 off',
  price: { kind: 'fixed' as const, points: 500 },
  gives: { kind: 'amount' as const, amount: 500, currency: 'GBP' },
}
const wheel = { name: 'Wheel', prizes: [] }

const calls: [route: string, call: (laurel: LaurelServer) => Promise<unknown>][] = [
  ['GET /v1/program', laurel => laurel.program.get()],
  ['PUT /v1/program', laurel => laurel.program.put({ name: 'Club' })],
  ['POST /v1/program/preview', laurel => laurel.program.preview({ name: 'Club' })],
  ['POST /v1/wheels', laurel => laurel.wheels.create(wheel)],
  ['GET /v1/wheels?limit=5', laurel => laurel.wheels.list({ limit: 5 })],
  ['GET /v1/wheels/x_1', laurel => laurel.wheels.get(id)],
  ['PUT /v1/wheels/x_1', laurel => laurel.wheels.put(id, wheel)],
  ['DELETE /v1/wheels/x_1', laurel => laurel.wheels.delete(id)],
  ['GET /v1/wheels/x_1/odds', laurel => laurel.wheels.odds(id)],
  ['POST /v1/wheels/x_1/simulate', laurel => laurel.wheels.simulate(id, { spins: 10 })],
  ['POST /v1/customers', laurel => laurel.customers.upsert({ externalId: '1' })],
  ['GET /v1/customers?externalId=1', laurel => laurel.customers.list({ externalId: '1' })],
  ['GET /v1/customers/x_1', laurel => laurel.customers.get(id)],
  ['PATCH /v1/customers/x_1', laurel => laurel.customers.update(id, { name: 'Ada' })],
  ['GET /v1/customers/x_1/journal', laurel => laurel.customers.journal(id)],
  ['POST /v1/customers/x_1/adjustments', laurel => laurel.customers.adjust(id, { points: 1, reason: 'x' })],
  ['GET /v1/orders/x_1', laurel => laurel.orders.get(id)],
  ['POST /v1/orders/x_1/refunds', laurel => laurel.orders.refund(id, { externalId: 'r', amount: 1 })],
  ['POST /v1/orders/x_1/cancel', laurel => laurel.orders.cancel(id)],
  ['GET /v1/imports/x_1', laurel => laurel.orders.importProgress(id)],
  [
    'POST /v1/events',
    laurel => laurel.events.send({ externalId: 'e', customer: { externalId: '1' }, name: 'a.b' }),
  ],
  [
    'POST /v1/webhooks',
    laurel => laurel.webhooks.create({ url: 'https://shop.example/hooks', types: ['pool.low'] }),
  ],
  ['GET /v1/webhooks', laurel => laurel.webhooks.list()],
  ['GET /v1/webhooks/x_1', laurel => laurel.webhooks.get(id)],
  ['PUT /v1/webhooks/x_1', laurel => laurel.webhooks.put(id, { url: 'https://shop.example/' })],
  ['DELETE /v1/webhooks/x_1', laurel => laurel.webhooks.delete(id)],
  ['POST /v1/webhooks/x_1/secrets', laurel => laurel.webhooks.rollSecret(id)],
  [
    'GET /v1/webhooks/x_1/deliveries?status=failed',
    laurel => laurel.webhooks.deliveries(id, { status: 'failed' }),
  ],
  ['POST /v1/webhooks/x_1/deliveries/x_1/replay', laurel => laurel.webhooks.replay(id, id)],
  ['POST /v1/webhooks/x_1/test', laurel => laurel.webhooks.test(id)],
  ['GET /v1/messages?cursor=abc', laurel => laurel.messages.list({ cursor: 'abc' })],
  ['POST /v1/codes/verify', laurel => laurel.codes.verify({ code })],
  ['POST /v1/codes/LAUREL-7K3M/reserve', laurel => laurel.codes.reserve(code, { orderId: '1' })],
  ['POST /v1/codes/LAUREL-7K3M/redeem', laurel => laurel.codes.redeem(code, { orderId: '1' })],
  ['POST /v1/codes/LAUREL-7K3M/release', laurel => laurel.codes.release(code, { orderId: '1' })],
  ['POST /v1/codes/LAUREL-7K3M/rollback', laurel => laurel.codes.rollback(code, { orderId: '1' })],
  ['POST /v1/codes/LAUREL-7K3M/void', laurel => laurel.codes.void(code)],
  ['POST /v1/pools/spring/codes', laurel => laurel.codes.uploadPool('spring', ['A'])],
  ['POST /v1/keys', laurel => laurel.keys.create({ kind: 'secret' })],
  ['GET /v1/keys', laurel => laurel.keys.list()],
  ['PATCH /v1/keys/x_1', laurel => laurel.keys.update(id, { allowedOrigins: [] })],
  ['POST /v1/keys/x_1/roll', laurel => laurel.keys.roll(id)],
  ['DELETE /v1/keys/x_1', laurel => laurel.keys.revoke(id)],
  ['POST /v1/identity-secrets', laurel => laurel.identitySecrets.create()],
  ['GET /v1/identity-secrets', laurel => laurel.identitySecrets.list()],
  ['DELETE /v1/identity-secrets/x_1', laurel => laurel.identitySecrets.revoke(id)],
  ['GET /v1/test-clock', laurel => laurel.testClock.get()],
  ['PUT /v1/test-clock', laurel => laurel.testClock.set('2027-01-01T00:00:00Z')],
  ['POST /v1/customers/x_1/merges', laurel => laurel.customers.mergeGuest(id, 'cus_2')],
  ['GET /v1/customers/x_1/export', laurel => laurel.customers.exportData(id)],
  ['DELETE /v1/customers/x_1', laurel => laurel.customers.erase(id)],
  ['GET /v1/pools', laurel => laurel.codes.pools()],
  ['POST /v1/catalogue', laurel => laurel.catalogue.create(item)],
  ['GET /v1/catalogue', laurel => laurel.catalogue.list()],
  ['GET /v1/catalogue/x_1', laurel => laurel.catalogue.get(id)],
  ['PUT /v1/catalogue/x_1', laurel => laurel.catalogue.put(id, item)],
  ['DELETE /v1/catalogue/x_1', laurel => laurel.catalogue.delete(id)],
  ['GET /v1/redemptions?itemId=x_1', laurel => laurel.catalogue.redemptions({ itemId: id })],
  ['POST /v1/redemptions/x_1/returns', laurel => laurel.catalogue.returnRedemption(id)],
  ['GET /v1/referrals?state=review', laurel => laurel.referrals.list({ state: 'review' })],
  ['PATCH /v1/referrals/x_1', laurel => laurel.referrals.decide(id, { decision: 'approved' })],
  ['GET /v1/reports/referrals', laurel => laurel.referrals.report()],
  ['POST /v1/surveys', laurel => laurel.surveys.create({ name: 'After', kind: 'nps' })],
  ['GET /v1/surveys', laurel => laurel.surveys.list()],
  ['GET /v1/surveys/x_1', laurel => laurel.surveys.get(id)],
  ['PUT /v1/surveys/x_1', laurel => laurel.surveys.put(id, { name: 'After', kind: 'nps' })],
  ['DELETE /v1/surveys/x_1', laurel => laurel.surveys.delete(id)],
  ['POST /v1/surveys/x_1/responses', laurel => laurel.surveys.importResponses(id, [])],
  ['GET /v1/responses?band=low', laurel => laurel.responses.list({ band: 'low' })],
  ['PATCH /v1/responses/x_1', laurel => laurel.responses.update(id, { status: 'closed' })],
  ['GET /v1/reports/nps?by=week', laurel => laurel.reports.nps({ by: 'week' })],
  ['GET /v1/reports/csat', laurel => laurel.reports.csat()],
  ['GET /v1/reports/ces', laurel => laurel.reports.ces()],
  ['GET /v1/audit', laurel => laurel.audit()],
]

test.each(calls)('%s has its method', async (route, call) => {
  const { laurel, calls: sent } = fakeApi([{}])
  await call(laurel)
  expect(`${sent[0]?.method} ${sent[0]?.url.replace('http://laurel.test', '')}`).toBe(route)
  expect(sent[0]?.headers.has('idempotency-key')).toBe(route.startsWith('POST'))
})

test('an operator creates merchants with the admin key', async () => {
  const seen: Request[] = []
  const operator = createLaurelOperator({
    adminKey: 'admin',
    fetch: async (input, init) => {
      seen.push(new Request(input, init))
      return Response.json({ merchant: { id: 'mer_1' } }, { status: 201 })
    },
  })
  const { merchant } = await operator.merchants.create({ name: 'Shop', currency: 'GBP' })
  expect(merchant.id).toBe('mer_1')
  expect(seen[0]?.url).toBe('http://localhost:8787/v1/merchants')
  expect(seen[0]?.headers.get('authorization')).toBe('Bearer admin')
})

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('every method is a route of the API, and every route of a merchant has a method', async () => {
  const { body } = await app.request<{ paths: Record<string, Record<string, unknown>> }>(
    'GET',
    '/openapi.json',
  )
  const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, 'x')}`),
  )
  const merchants = routes.filter(
    route =>
      / \/v1\//.test(route) &&
      !/\/v1\/(me\b|storefront|merchants|guests|referrals\/(visits|claims))/.test(route),
  )
  const ids =
    /(?<=\/(wheels|customers|orders|imports|codes|pools|keys|identity-secrets|catalogue|redemptions|referrals|surveys|responses|webhooks|deliveries)\/)(?!verify|import$)[^/]+/g
  const covered = [...calls.map(([route]) => route.replace(/\?.*/, '').replace(ids, 'x'))]
  expect([...covered, 'POST /v1/orders', 'POST /v1/orders/import'].sort()).toEqual(merchants.sort())
})
