import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  Audit,
  Code,
  Customer,
  JournalLine,
  Me,
  Order,
  Page,
  SpinResult,
  Storefront,
  VerifiedCode,
  Wheel,
} from '../../sdk/contract'
import { verifySpin } from '../../sdk/verify'
import { createMerchant } from '../api/merchant'
import { type Edge, openEdge } from './edge'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
})
afterAll(() => edge.close())

const HOUR_MS = 3_600_000
const total = { amount: 6000, currency: 'GBP' }

test('walks from an order to the spent code in workerd', async () => {
  const shop = await createMerchant(edge)
  const program = await shop.send('PUT', '/v1/program', {
    name: 'Laurel Club',
    rules: [
      {
        id: 'every',
        name: 'Every purchase',
        on: 'order.paid',
        earn: { kind: 'perUnit', points: 2, per: 100, currency: 'GBP' },
      },
      { id: 'spin', name: 'A spin for your order', on: 'order.paid', earn: { kind: 'spins', spins: 1 } },
    ],
  })
  expect(program.status, program.text).toBe(200)
  const wheel = await shop.send<Wheel>('POST', '/v1/wheels', {
    name: 'Winter wheel',
    prizes: ['ten', 'eleven'].map((id, i) => ({
      id,
      name: `${10 + i} % off`,
      award: { kind: 'percent', percent: 10 + i, currency: 'GBP' },
      weight: 1 + i,
    })),
  })
  expect(wheel.status, wheel.text).toBe(201)

  const placedAt = new Date().toISOString()
  const order = await shop.send<Order>('POST', '/v1/orders', {
    externalId: '1042',
    customer: { externalId: 'ada' },
    status: 'paid',
    placedAt,
    currency: 'GBP',
    lines: [{ lineId: '1', sku: 'MUG', quantity: 2, amount: 5000 }],
    total: 5000,
  })
  expect(order.body).toMatchObject({ points: { earned: 100 }, spins: 1 })

  const me = await shop.sendAs<Me>('ada', 'GET', '/v1/me')
  expect(me.body.points.available).toBe(100)
  const [promise] = me.body.wheels
  const spin = await shop.sendAs<SpinResult>(
    'ada',
    'POST',
    '/v1/me/spins',
    { wheelId: wheel.body.id, clientSeed: 'paper boat', commitment: promise?.commitment },
    { idempotencyKey: 'spin-1' },
  )
  expect(spin.status, spin.text).toBe(201)
  expect(
    await verifySpin(spin.body.proof, { commitment: promise?.commitment, clientSeed: 'paper boat' }),
  ).toEqual({
    valid: true,
  })

  const code = spin.body.code?.code ?? ''
  const verified = await shop.send<VerifiedCode>('POST', '/v1/codes/verify', { code, orderTotal: total })
  expect(verified.body).toMatchObject({ status: 'issued', redeemable: true })
  const reserved = await shop.send<Code>('POST', `/v1/codes/${code}/reserve`, {
    orderId: '1043',
    orderTotal: total,
  })
  expect(reserved.body).toMatchObject({ status: 'reserved' })
  const redeemed = await shop.send<Code>('POST', `/v1/codes/${code}/redeem`, {
    orderId: '1043',
    orderTotal: total,
  })
  expect(redeemed.body).toMatchObject({ status: 'redeemed', orderId: '1043' })
  const again = await shop.send('POST', `/v1/codes/${code}/redeem`, { orderId: '1044', orderTotal: total })
  expect(again.body).toMatchObject({ status: 409, code: 'code_redeemed' })

  const audit = await shop.send<Audit>('GET', '/v1/audit')
  expect(audit.body).toMatchObject({ clean: true, faults: [], customers: 1, orders: { count: 1, paid: 1 } })
})

test('books by itself what time has done', async () => {
  const shop = await createMerchant(edge)
  const { body: ada } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
  const expiresAt = new Date(Date.now() + HOUR_MS).toISOString()
  const given = { points: 10, reason: 'A gift', expiresAt }
  await shop.send('POST', `/v1/customers/${ada.id}/adjustments`, given, { idempotencyKey: 'gift' })
  await shop.setClock(Date.now() + 2 * HOUR_MS)
  await edge.wake()
  const { body } = await shop.send<Page<JournalLine>>('GET', `/v1/customers/${ada.id}/journal`)
  expect(body.data[0]).toMatchObject({ kind: 'expire', points: -10 })
})

test('answers twenty requests at once', async () => {
  const shop = await createMerchant(edge)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => shop.sendAs<Me>(`shopper-${i}`, 'GET', '/v1/me')),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
})

test('gives a lone spin to one of twenty requests', async () => {
  const shop = await createMerchant(edge)
  const { body: customer } = await shop.send<{ id: string }>('POST', '/v1/customers', { externalId: 'ada' })
  const given = { spins: 1, reason: 'A spin on us' }
  await shop.send('POST', `/v1/customers/${customer.id}/adjustments`, given, { idempotencyKey: 'adjust-1' })
  const prizes = ['a', 'b'].map(id => ({ id, name: id, award: { kind: 'points', points: 1 }, weight: 1 }))
  const { body: wheel } = await shop.send<Wheel>('POST', '/v1/wheels', { name: 'Wheel', prizes })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      shop.sendAs(
        'ada',
        'POST',
        '/v1/me/spins',
        { wheelId: wheel.id, clientSeed: `${i}` },
        { idempotencyKey: `k${i}` },
      ),
    ),
  )
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses.filter(status => status === 201)).toHaveLength(1)
  expect(statuses.every(status => [201, 409, 503].includes(status))).toBe(true)
})

test('streams the report of an import', async () => {
  const shop = await createMerchant(edge)
  const lines = Array.from({ length: 120 }, (_, i) =>
    JSON.stringify({
      type: 'order',
      externalId: `${i}`,
      customer: { externalId: `c${i % 7}` },
      status: 'paid',
      placedAt: '2026-01-05T10:00:00Z',
      currency: 'GBP',
      lines: [{ lineId: '1', sku: 'MUG', quantity: 1, amount: 100 }],
      total: 100,
    }),
  )
  const answer = await shop.send('POST', '/v1/orders/import?importId=one', lines.join('\n'), {
    headers: { 'Content-Type': 'application/x-ndjson' },
  })
  const reports = answer.text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(reports[0]).toMatchObject({ type: 'progress', line: 100, changed: 100 })
  expect(reports.at(-1)).toEqual({ type: 'done', line: 120, changed: 120, unchanged: 0, refused: 0 })
})

test('reports a refused request as any other runtime does', async () => {
  const shop = await createMerchant(edge)
  const answer = await shop.send('POST', '/v1/customers', '{"externalId":')
  expect(answer.status).toBe(400)
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({ code: 'invalid_json' })
})

test('shows the public programme to a page', async () => {
  const shop = await createMerchant(edge)
  const { status, body } = await edge.request<Storefront>('GET', `/v1/storefront?key=${shop.publishableKey}`)
  expect(status).toBe(200)
  expect(body.merchant).toMatchObject({ currency: 'GBP' })
})

test('stores whole numbers as whole numbers', async () => {
  const { db } = edge.store
  const { columns } = await edge.store.read({
    columns: db.all<{ name: string; column: string }>(sql`
      SELECT m.name, c.name AS "column" FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
      WHERE m.type = 'table' AND lower(c.type) = 'integer'`),
  })
  const strays = columns.map(({ name, column }) => {
    const [table, field] = [sql.identifier(name), sql.identifier(column)]
    return sql`SELECT ${`${name}.${column}`} AS stray FROM ${table} WHERE typeof(${field}) NOT IN ('integer', 'null')`
  })
  const found = await edge.store.read({ strays: db.all(sql.join(strays, sql` UNION `)) })
  expect(columns.length).toBeGreaterThan(40)
  expect(found.strays).toEqual([])
})
