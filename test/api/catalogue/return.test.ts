import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JournalLine, Order, Page, RedemptionResult } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { openClub } from '../referrals/friends'
import {
  bought,
  createItem,
  expectCleanAudit,
  give,
  giveBack,
  meOf,
  type Refusable,
  redeem,
  redemptionsOf,
  soldOf,
} from './shop'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const at = (day: string) => `2026-${day}T10:00:00.000Z`

async function openShop(points = 250) {
  const shop = await app.createMerchant()
  await shop.setClock(at('03-02'))
  const customerId = await give(shop, 'ada', points)
  const lines = async () => {
    const path = `/v1/customers/${customerId}/journal?limit=100`
    return (await shop.send<Page<JournalLine>>('GET', path)).body.data
  }
  return { shop, customerId, lines }
}

const codeVerb = (shop: TestMerchant, code: string | undefined, verb: string, body: object) =>
  shop.send<{ status: string; code: string }>('POST', `/v1/codes/${code}/${verb}`, body)

describe('a return', () => {
  it('gives the points back, withdraws the code and puts the item back', async () => {
    const { shop, lines } = await openShop()
    const item = await createItem(shop, { stock: 1 })
    const redemption = await bought(shop, 'ada', item.id)
    await shop.setClock(at('03-05'))
    const { status, body } = await giveBack(shop, 'ada', redemption.id)
    expect(status).toBe(200)
    expect(body).toEqual({
      redemption: { ...redemption, code: null, returnableUntil: null, returnedAt: at('03-05') },
      points: { available: 250, pending: 0 },
    })
    expect(await soldOf(shop, item.id)).toBe(0)
    expect((await lines())[0]).toMatchObject({
      ...{ kind: 'return', points: 100, source: `redemption:${redemption.id}`, note: { name: '£5 off' } },
      availableAt: at('03-02'),
    })
    const used = await codeVerb(shop, redemption.code?.code, 'redeem', { orderId: '1042' })
    expect([used.status, used.body.code]).toEqual([409, 'code_void'])
    await expectCleanAudit(shop)
  })

  it('done twice is answered the same and changes nothing', async () => {
    const { shop, lines } = await openShop()
    const item = await createItem(shop)
    const { id } = await bought(shop, 'ada', item.id)
    const first = await giveBack(shop, 'ada', id)
    const before = await lines()
    await shop.setClock(at('03-09'))
    const again = await giveBack(shop, 'ada', id)
    expect([again.status, again.text]).toEqual([200, first.text])
    expect(await lines()).toEqual(before)
  })

  it('books what was due for a friend once', async () => {
    const club = await openClub(app)
    const { slug } = await club.customer('ada')
    await give(club.merchant, 'ada', 100)
    const { id } = await bought(club.merchant, 'ada', (await createItem(club.merchant)).id)
    await club.bring('grace', slug ?? '')
    await club.order('1', 'grace')
    await club.day(14)
    expect((await giveBack(club.merchant, 'ada', id)).body.points.available).toBe(300)
    await expectCleanAudit(club.merchant)
  })

  it('goes through every lot that paid, each with its own clock', async () => {
    const { shop, customerId, lines } = await openShop(1)
    const path = `/v1/customers/${customerId}/adjustments`
    const gifts = [
      { points: 40, reason: 'For a week', expiresAt: '2026-03-09T00:00:00Z' },
      { points: 80, reason: 'For a year', expiresAt: '2027-03-09T00:00:00Z' },
    ]
    for (const gift of gifts) await shop.send('POST', path, gift, { idempotencyKey: gift.expiresAt })
    const item = await createItem(shop)
    const { id } = await bought(shop, 'ada', item.id)
    await shop.setClock('2026-03-10')
    expect((await giveBack(shop, 'ada', id)).body.points.available).toBe(81)
    const [expired, second, first] = await lines()
    expect([first?.points, second?.points]).toEqual([40, 60])
    expect(expired).toMatchObject({ kind: 'expire', points: -40 })
    await shop.setClock('2027-03-10')
    expect((await meOf(shop, 'ada')).points.available).toBe(1)
    await expectCleanAudit(shop)
  })

  it('makes room in the limit and in the stock', async () => {
    const { shop } = await openShop()
    const item = await createItem(shop, { stock: 1, limit: { count: 1, per: 'lifetime' } })
    const { id } = await bought(shop, 'ada', item.id)
    expect((await redeem(shop, 'ada', item.id)).body.code).toBe('item_limit_reached')
    await giveBack(shop, 'ada', id)
    expect((await redeem(shop, 'ada', item.id)).status).toBe(201)
  })

  it('does not count for a tier again', async () => {
    const shop = await app.createMerchant()
    const tiers = [{ id: 'gold', name: 'Gold', threshold: 150 }]
    await shop.setProgram({ ladder: { basis: 'points', period: { kind: 'lifetime' }, tiers } })
    await give(shop, 'ada', 100, { countsForTier: true })
    const { id } = await bought(shop, 'ada', (await createItem(shop)).id)
    await giveBack(shop, 'ada', id)
    const { tier, points } = await meOf(shop, 'ada')
    expect([tier?.current, tier?.progress, points.available]).toEqual([null, 100, 100])
  })

  it('pays a debt first', async () => {
    const shop = await app.createMerchant()
    await shop.setProgram({ refunds: 'allow_negative', rules: [PER_POUND] })
    const item = await createItem(shop, { price: { kind: 'fixed', points: 50 } })
    const order = await pay(shop, '1042', 5000)
    const { id } = await bought(shop, 'ada', item.id)
    await refund(shop, order.externalId, 3000)
    expect((await meOf(shop, 'ada')).points.available).toBe(-30)
    expect((await giveBack(shop, 'ada', id)).body.points.available).toBe(20)
    await expectCleanAudit(shop)
  })

  it('of a pool code does not put it back into the pool', async () => {
    const { shop } = await openShop()
    await shop.send('POST', '/v1/pools/partners/codes', { codes: ['sun-1', 'sun-2'] })
    const item = await createItem(shop, { gives: { kind: 'pool', pool: 'partners', name: 'Partner' } })
    const { id } = await bought(shop, 'ada', item.id)
    await giveBack(shop, 'ada', id)
    const { body } = await shop.send<{ data: object[] }>('GET', '/v1/pools')
    expect(body.data).toEqual([{ pool: 'partners', codes: 2, left: 1 }])
    expect((await bought(shop, 'ada', item.id)).code?.code).toBe('sun-2')
  })
})

describe('a return is refused', () => {
  const refused = { status: 409, body: { code: 'not_returnable' } }

  it('from the instant its days are over', async () => {
    const { shop } = await openShop()
    const item = await createItem(shop, { returnDays: 3 })
    const { id } = await bought(shop, 'ada', item.id)
    expect((await redemptionsOf(shop, 'ada'))[0]?.returnableUntil).toBe(at('03-05'))
    await shop.setClock(at('03-05'))
    expect(await giveBack(shop, 'ada', id)).toMatchObject(refused)
    expect((await redemptionsOf(shop, 'ada'))[0]).toMatchObject({
      ...{ returnableUntil: null, code: { status: 'issued' } },
    })
  })

  it('where the item allows none', async () => {
    const { shop } = await openShop()
    const { id, returnableUntil } = await bought(
      ...([shop, 'ada', (await createItem(shop, { returnDays: 0 })).id] as const),
    )
    expect(returnableUntil).toBeNull()
    expect(await giveBack(shop, 'ada', id)).toMatchObject(refused)
  })

  it('of a donation', async () => {
    const { shop } = await openShop()
    const gives = { kind: 'donation', amount: 100, currency: 'GBP', to: 'The food bank' } as const
    const { id } = await bought(shop, 'ada', (await createItem(shop, { gives })).id)
    expect(await giveBack(shop, 'ada', id)).toMatchObject(refused)
  })

  it('while an order holds the code, and once one has used it', async () => {
    const { shop } = await openShop()
    const { id, code } = await bought(shop, 'ada', (await createItem(shop)).id)
    const order = { orderId: '1042' }
    await codeVerb(shop, code?.code, 'reserve', order)
    expect(await giveBack(shop, 'ada', id)).toMatchObject(refused)
    expect((await redemptionsOf(shop, 'ada'))[0]).toMatchObject({
      ...{ returnableUntil: null, code: { status: 'reserved' } },
    })
    await codeVerb(shop, code?.code, 'redeem', order)
    expect(await giveBack(shop, 'ada', id)).toMatchObject(refused)
    expect((await redemptionsOf(shop, 'ada'))[0]).toMatchObject({ returnableUntil: null, code: null })
    await codeVerb(shop, code?.code, 'rollback', order)
    expect((await giveBack(shop, 'ada', id)).status).toBe(200)
    await expectCleanAudit(shop)
  })

  it('but not after a reservation was released, or has run out', async () => {
    const { shop } = await openShop()
    const item = await createItem(shop)
    const [one, two] = [await bought(shop, 'ada', item.id), await bought(shop, 'ada', item.id)]
    for (const { code } of [one, two])
      await codeVerb(shop, code?.code, 'reserve', { orderId: '1042', ttlSeconds: 60 })
    await codeVerb(shop, one.code?.code, 'release', { orderId: '1042' })
    expect((await giveBack(shop, 'ada', one.id)).status).toBe(200)
    await shop.setClock('2026-03-02T10:01:00Z')
    expect((await giveBack(shop, 'ada', two.id)).status).toBe(200)
    await expectCleanAudit(shop)
  })

  it('of a code that was withdrawn or has expired', async () => {
    const { shop } = await openShop()
    const item = await createItem(shop, { validDays: 2 })
    const [one, two] = [await bought(shop, 'ada', item.id), await bought(shop, 'ada', item.id)]
    expect(one.returnableUntil).toBe(at('03-04'))
    await codeVerb(shop, one.code?.code, 'void', {})
    expect(await giveBack(shop, 'ada', one.id)).toMatchObject(refused)
    await shop.setClock(at('03-04'))
    expect(await giveBack(shop, 'ada', two.id)).toMatchObject(refused)
  })

  it('to anybody else, with one answer for what there is not', async () => {
    const { shop } = await openShop()
    const other = await app.createMerchant()
    await give(shop, 'bob', 10)
    await give(other, 'ada', 10)
    const { id } = await bought(shop, 'ada', (await createItem(shop)).id)
    const answers = [
      await giveBack(shop, 'bob', id),
      await giveBack(other, 'ada', id),
      await giveBack(shop, 'nobody', id),
      await giveBack(shop, 'ada', `${id.slice(0, -1)}${id.endsWith('z') ? 'y' : 'z'}`),
      await other.send<{ code: string }>('POST', `/v1/redemptions/${id}/returns`, {}),
    ]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(5).fill([404, 'not_found']))
  })
})

const PER_POUND = {
  ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
  earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
} as const

async function pay(shop: TestMerchant, externalId: string, amount: number): Promise<Order> {
  const line = { lineId: '1', sku: 'MUG', quantity: 1, amount }
  const order = { ...{ externalId, customer: { externalId: 'ada' }, status: 'paid', currency: 'GBP' } }
  const { body, text, status } = await shop.send<Order>('POST', '/v1/orders', {
    ...{ ...order, placedAt: '2026-03-01T10:00:00Z', lines: [line], total: amount },
  })
  if (status > 201) throw new Error(text)
  return body
}

const refund = (shop: TestMerchant, orderId: string, amount: number) =>
  shop.send('POST', `/v1/orders/${orderId}/refunds`, { externalId: `${orderId}-${amount}`, amount })

describe('points of an order', () => {
  async function openOrderShop(refunds: 'to_zero' | 'pending_only') {
    const shop = await app.createMerchant()
    await shop.setProgram({ refunds, rules: [PER_POUND] })
    const order = await pay(shop, '1042', 10_000)
    const { id } = await bought(shop, 'ada', (await createItem(shop)).id)
    return { shop, order, id }
  }
  const available = async (shop: TestMerchant) => (await meOf(shop, 'ada')).points.available

  it('that came back are taken by a later refund of it', async () => {
    const { shop, order, id } = await openOrderShop('to_zero')
    await giveBack(shop, 'ada', id)
    await give(shop, 'ada', 50, { expiresAt: '2026-12-01T00:00:00Z' })
    await refund(shop, order.externalId, 10_000)
    expect(await available(shop)).toBe(50)
    await expectCleanAudit(shop)
  })

  it('that was refunded while they were spent are taken when they come back', async () => {
    const { shop, order, id } = await openOrderShop('to_zero')
    await refund(shop, order.externalId, 4000)
    expect(await available(shop)).toBe(0)
    expect((await giveBack(shop, 'ada', id)).body.points.available).toBe(60)
    await refund(shop, order.externalId, 6000)
    expect(await available(shop)).toBe(0)
    await expectCleanAudit(shop)
  })

  it('stay where refunds take only what is pending', async () => {
    const { shop, order, id } = await openOrderShop('pending_only')
    await refund(shop, order.externalId, 4000)
    expect((await giveBack(shop, 'ada', id)).body.points.available).toBe(100)
    await expectCleanAudit(shop)
  })
})

describe('the merchant', () => {
  const returnFor = (shop: TestMerchant, id: string): Promise<Refusable<RedemptionResult>> =>
    shop.send('POST', `/v1/redemptions/${id}/returns`, {})

  it('takes an unused code back when the days of the shopper are over', async () => {
    const { shop } = await openShop()
    const item = await createItem(shop, { returnDays: 0 })
    const { id } = await bought(shop, 'ada', item.id)
    const { status, body } = await returnFor(shop, id)
    expect([status, body.points.available, body.redemption.returnedAt]).toEqual([200, 250, at('03-02')])
    expect((await returnFor(shop, id)).text).toBe(JSON.stringify(body))
    await expectCleanAudit(shop)
  })

  it('cannot take back what was used or given away', async () => {
    const { shop } = await openShop()
    const gives = { kind: 'donation', amount: 100, currency: 'GBP', to: 'The food bank' } as const
    const gift = await bought(shop, 'ada', (await createItem(shop, { gives })).id)
    const used = await bought(shop, 'ada', (await createItem(shop)).id)
    await codeVerb(shop, used.code?.code, 'redeem', { orderId: '1042' })
    for (const { id } of [gift, used]) expect((await returnFor(shop, id)).body.code).toBe('not_returnable')
  })
})

describe('at the same time', () => {
  it('fifty returns of one redemption: one effect', async () => {
    const { shop, lines } = await openShop()
    const item = await createItem(shop, { stock: 5 })
    const { id } = await bought(shop, 'ada', item.id)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 2 === 0
          ? giveBack(shop, 'ada', id)
          : shop.send<RedemptionResult>('POST', `/v1/redemptions/${id}/returns`, {}),
      ),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    expect((await lines()).filter(({ kind }) => kind === 'return')).toHaveLength(1)
    expect([await soldOf(shop, item.id), (await meOf(shop, 'ada')).points.available]).toEqual([0, 250])
    await expectCleanAudit(shop)
  })

  it('a return and a checkout: one of them has the code', async () => {
    const { shop } = await openShop(2000)
    const item = await createItem(shop)
    for (let i = 0; i < 10; i++) {
      const { id, code } = await bought(shop, 'ada', item.id)
      const [back, use] = await Promise.all([
        giveBack(shop, 'ada', id),
        codeVerb(shop, code?.code, 'redeem', { orderId: `order-${i}` }),
      ])
      expect([back.status, use.status].sort()).toEqual([200, 409])
    }
    await expectCleanAudit(shop)
  })
})
