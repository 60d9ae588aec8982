import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { inTwoProcesses } from '../two-processes'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const MUG = { kind: 'product', sku: 'mug', name: 'Mug', currency: 'GBP' }

const WHEEL = {
  ...{ name: 'Spring', entry: { free: { count: 1, per: 'day' } } },
  prizes: ['one', 'two'].map(id => ({ id, name: id, award: MUG, weight: 1 })),
}

test.each([
  ['/v1/surveys', { name: 'How was it?', kind: 'nps' }],
  ['/v1/catalogue', { name: 'Mug', price: { kind: 'fixed', points: 10 }, gives: MUG }],
  ['/v1/wheels', WHEEL],
])('of two who change the same version of %s, one is told so', async (path, body) => {
  const merchant = await app.createMerchant()
  const { body: made, text } = await merchant.send<{ id: string }>('POST', path, body)
  expect(made.id, text).toBeDefined()
  const put = (name: string) =>
    merchant.send('PUT', `${path}/${made.id}`, { ...body, name }, { headers: { 'If-Match': '"1"' } })
  const both = await inTwoProcesses(app, [() => put('One'), () => put('Two')])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  expect((await merchant.send('GET', `${path}/${made.id}`)).headers.get('ETag')).toBe('"2"')
})
