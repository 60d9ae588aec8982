import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Audit, ImportReport, Me, Order } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

/** Customers nobody knew when a part of a stream was looked up are not read again, line by line. */

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const RULES = [
  { id: 'hello', name: 'Welcome', on: 'customer.created', earn: { kind: 'fixed', points: 50 } },
  {
    ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
    earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
  },
  { id: 'first', name: 'First order', on: 'order.first', earn: { kind: 'fixed', points: 7 } },
]

const orderOf = (customer: string, externalId: string) => ({
  ...{ externalId, customer: { externalId: customer }, status: 'paid', currency: 'GBP' },
  placedAt: '2026-03-01T10:00:00Z',
  lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 1000 }],
  total: 1000,
})

async function newMerchant() {
  merchant = await app.createMerchant()
  await merchant.setProgram({ rules: RULES } as never)
}

async function importing(orders: ReturnType<typeof orderOf>[]): Promise<ImportReport[]> {
  const stream = orders.map(order => JSON.stringify({ type: 'order', ...order })).join('\n')
  const headers = { 'Content-Type': 'application/x-ndjson' }
  const { text } = await merchant.send('POST', '/v1/orders/import', stream, { headers })
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as ImportReport)
}

const pointsOf = async (customer: string) =>
  (await merchant.sendAs<Me>(customer, 'GET', '/v1/me')).body.points.available
const audit = async () => (await merchant.send<Audit>('GET', '/v1/audit')).body

test('a stream of strangers is read a part at a time, and whoever comes again is read', async () => {
  await newMerchant()
  const strangers = Array.from({ length: 80 }, (_, i) => orderOf(`c${i}`, `o${i}`))
  await app.watch(true)
  const done = (await importing(strangers)).at(-1)
  const reads = (await app.watch(false)).filter(({ kind }) => kind === 'read')
  expect(done).toMatchObject({ type: 'done', changed: 80, refused: 0 })
  expect(reads.length).toBeLessThan(10)
  expect((await importing([orderOf('c1', 'o80'), orderOf('c1', 'o81')])).at(-1)).toMatchObject({ changed: 2 })
  expect([await pointsOf('c0'), await pointsOf('c1')]).toEqual([67, 87])
  expect(await audit()).toMatchObject({ faults: [], customers: 80 })
})

test('whoever becomes a customer while the stream is taken is one customer', async () => {
  await newMerchant()
  const orders = Array.from({ length: 40 }, (_, i) => orderOf(`c${i % 20}`, `o${i}`))
  const alone = orders.slice(0, 20).map(order => ({ ...order, externalId: `alone-${order.externalId}` }))
  await Promise.all([
    importing(orders),
    importing(orders.slice().reverse()),
    ...alone.map(order => merchant.send<Order>('POST', '/v1/orders', order)),
  ])
  expect(await audit()).toMatchObject({ faults: [], customers: 20, orders: { count: 60 } })
  expect(await pointsOf('c3')).toBe(87)
})

test('a line that is refused leaves the next of its customer as if it had not been there', async () => {
  await newMerchant()
  const reports = await importing([
    { ...orderOf('ada', '1'), total: 5 },
    orderOf('ada', '2'),
    orderOf('bob', '2'),
  ])
  const refusals = reports.flatMap(each => (each.type === 'refused' ? [[each.line, each.code]] : []))
  expect(refusals).toEqual([
    [1, 'totals_differ'],
    [3, 'conflict'],
  ])
  expect(await pointsOf('ada')).toBe(67)
  expect(await audit()).toMatchObject({ faults: [], customers: 1, orders: { count: 1 } })
})
