import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Audit, JournalLine, Me, Order, ProgramInput, UpsertOrderInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const BUY = {
  ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
  earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
} as const

const order = (extra: Partial<UpsertOrderInput> = {}): UpsertOrderInput => ({
  ...{ externalId: '1042', customer: { externalId: 'ada' }, status: 'paid', currency: 'GBP' },
  placedAt: '2026-03-01T10:00:00Z',
  lines: [
    { lineId: '1', sku: 'vase', quantity: 2, amount: 4000 },
    { lineId: '2', sku: 'bowl', quantity: 1, amount: 2000 },
  ],
  total: 6000,
  ...extra,
})

async function merchantWith(program: Partial<ProgramInput> = { rules: [BUY] }): Promise<TestMerchant> {
  const merchant = await app.createMerchant()
  await merchant.setProgram(program)
  return merchant
}

const send = (merchant: TestMerchant, extra: Partial<UpsertOrderInput> = {}) =>
  merchant.send<Order & { code: string }>('POST', '/v1/orders', order(extra))
const refund = (merchant: TestMerchant, body: object) =>
  merchant.send<Order & { code: string }>('POST', '/v1/orders/1042/refunds', body)
const me = async (merchant: TestMerchant) => (await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body

async function journalOf(merchant: TestMerchant): Promise<JournalLine[]> {
  return (await merchant.sendAs<{ data: JournalLine[] }>('ada', 'GET', '/v1/me/journal')).body.data
}

async function clean(merchant: TestMerchant): Promise<void> {
  expect((await merchant.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
}

describe('an order', () => {
  test('earns once, however often it is sent', async () => {
    const merchant = await merchantWith()
    const first = await send(merchant)
    const again = await send(merchant)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.text).toBe(first.text)
    expect((await me(merchant)).points.available).toBe(60)
    await clean(merchant)
  })

  test('earns when it is paid, not before', async () => {
    const merchant = await merchantWith()
    await send(merchant, { status: 'pending' })
    expect((await me(merchant)).points.available).toBe(0)
    await send(merchant)
    expect((await me(merchant)).points.available).toBe(60)
  })

  test('edited upwards and downwards is worth what it is worth now', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    const lines = [{ lineId: '1', sku: 'vase', quantity: 3, amount: 9000 }]
    await send(merchant, { lines, total: 9000 })
    expect((await me(merchant)).points.available).toBe(90)
    await send(merchant, { lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 1000 }], total: 1000 })
    expect((await me(merchant)).points.available).toBe(10)
    await clean(merchant)
  })

  test('cancelled and completed again earns once', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    await send(merchant, { status: 'cancelled' })
    expect((await me(merchant)).points.available).toBe(0)
    await send(merchant)
    expect((await me(merchant)).points.available).toBe(60)
    await clean(merchant)
  })

  test('whose parts do not add up is refused', async () => {
    const merchant = await merchantWith()
    const { status, body } = await send(merchant, { total: 6001 })
    expect([status, body.code]).toEqual([422, 'totals_differ'])
  })

  test('cannot move to another customer', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    const { status, body } = await send(merchant, { customer: { externalId: 'bob' } })
    expect([status, body.code]).toEqual([409, 'conflict'])
  })

  test('leaves out what the rule excludes and says so', async () => {
    const merchant = await merchantWith()
    const lines = [
      { lineId: '1', sku: 'vase', quantity: 1, amount: 6000 },
      { lineId: '2', sku: 'card', quantity: 1, amount: 2000, giftCard: true },
    ]
    await send(merchant, { lines, shipping: 500, total: 8500, paidWithPoints: 850 })
    const [line] = await journalOf(merchant)
    expect(line).toMatchObject({ points: 54, note: { name: 'Every purchase', order: '1042', base: 54 } })
    expect(line?.note.excluded).toEqual(
      expect.arrayContaining([
        { part: 'giftCards', amount: 2000 },
        { part: 'shipping', amount: 500 },
        { part: 'paidWithPoints', amount: 600 },
      ]),
    )
  })

  test('counts as the first one only once, and its bonus has a limit', async () => {
    const bonus = {
      id: 'first',
      name: 'First order',
      on: 'order.first',
      earn: { kind: 'fixed', points: 100 },
    } as const
    const twice = {
      ...BUY,
      id: 'twice',
      limit: { count: 2, per: 'day' },
      earn: { kind: 'fixed', points: 1 },
    } as const
    const merchant = await merchantWith({ rules: [bonus, twice] })
    for (const externalId of ['a', 'b', 'c']) await send(merchant, { externalId })
    expect((await me(merchant)).points.available).toBe(102)
  })

  test('multiplies by tier and by campaign, the higher of the two', async () => {
    const merchant = await merchantWith({
      rules: [BUY],
      ladder: {
        ...{ basis: 'orders', period: { kind: 'lifetime' } },
        tiers: [{ id: 'gold', name: 'Gold', threshold: 1, multiplier: 1.5 }],
      },
      campaigns: [
        {
          ...{ id: 'double', name: 'Double week', multiplier: 2 },
          from: '2026-03-02T00:00:00Z',
          until: '2026-03-03T00:00:00Z',
        },
      ],
    })
    await send(merchant, { externalId: 'a' })
    await send(merchant, { externalId: 'b' })
    await send(merchant, { externalId: 'c', placedAt: '2026-03-02T09:00:00Z' })
    const notes = (await journalOf(merchant))
      .filter(line => line.kind === 'earn')
      .map(line => [line.points, line.note.because])
    expect(notes).toEqual([
      [120, ['Double week']],
      [90, ['Gold']],
      [60, undefined],
    ])
  })
})

describe('a refund', () => {
  test('takes back by line at the rate that was paid, though the rule has changed', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    await merchant.setProgram({ rules: [{ ...BUY, earn: { ...BUY.earn, points: 5 } }] })
    const { status, body } = await refund(merchant, {
      externalId: 'r1',
      lines: [{ lineId: '2', amount: 2000 }],
    })
    expect([status, body.points.earned, body.refunded]).toEqual([201, 40, 2000])
    expect((await me(merchant)).points.available).toBe(40)
    await clean(merchant)
  })

  test('is taken once for ever, and refused when it says something else', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    const body = { externalId: 'r1', amount: 1500 }
    await refund(merchant, body)
    expect((await refund(merchant, body)).status).toBe(200)
    expect((await refund(merchant, { ...body, amount: 1 })).body.code).toBe('refund_differs')
    expect((await me(merchant)).points.available).toBe(45)
  })

  test('cannot give back more than was paid', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    const { status, body } = await refund(merchant, {
      externalId: 'r1',
      lines: [{ lineId: '2', amount: 2001 }],
    })
    expect([status, body.code]).toEqual([422, 'refund_too_large'])
  })

  test('repeated 50 times at once has one effect', async () => {
    const merchant = await merchantWith()
    await send(merchant)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => refund(merchant, { externalId: 'r1', amount: 3000 })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect((await me(merchant)).points.available).toBe(30)
    await clean(merchant)
  })

  test.each([
    ['pending_only', 30],
    ['to_zero', 0],
    ['allow_negative', -30],
  ] as const)('with %s reaches as far as the policy goes', async (refunds, left) => {
    const merchant = await merchantWith({ rules: [BUY], refunds })
    await send(merchant)
    const { body } = await merchant.send<{ data: { id: string }[] }>('GET', '/v1/customers')
    const spend = { points: -30, reason: 'Spent in the shop' }
    await merchant.send('POST', `/v1/customers/${body.data[0]?.id}/adjustments`, spend, {
      idempotencyKey: 's',
    })
    await refund(merchant, { externalId: 'r1', amount: 6000 })
    expect((await me(merchant)).points.available).toBe(left)
    await clean(merchant)
    const debt = Math.min(0, left)
    await send(merchant, { externalId: 'next' })
    expect((await me(merchant)).points.available).toBe(60 + (left > 0 ? left : debt))
    await clean(merchant)
  })

  test('of pending points takes the pending ones', async () => {
    const merchant = await merchantWith({ rules: [{ ...BUY, pendingDays: 30 }] })
    await send(merchant)
    expect((await me(merchant)).points).toMatchObject({ available: 0, pending: 60 })
    await refund(merchant, { externalId: 'r1', amount: 3000 })
    expect((await me(merchant)).points).toMatchObject({ available: 0, pending: 30 })
    await merchant.setClock('2026-04-02T00:00:00Z')
    expect((await me(merchant)).points).toMatchObject({ available: 30, pending: 0 })
    await clean(merchant)
  })
})
