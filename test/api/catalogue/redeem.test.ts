import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Code, JournalLine, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { bought, createItem, expectCleanAudit, FIVER, give, meOf, redeem, soldOf } from './shop'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const at = (day: string) => `2026-${day}T10:00:00.000Z`

describe('redeem', () => {
  it('takes the points and gives a code that the checkout can use', async () => {
    const shop = await app.createMerchant()
    await shop.setClock(app.clock.now)
    const item = await createItem(shop)
    const customerId = await give(shop, 'ada', 250)
    const { status, body } = await redeem(shop, 'ada', item.id)
    expect(status).toBe(201)
    expect(body).toEqual({
      points: { available: 150, pending: 0 },
      redemption: {
        id: expect.stringMatching(/^rdm_/),
        ...{ itemId: item.id, name: '£5 off', at: at('03-02'), points: 100 },
        gives: { kind: 'amount', amount: 500, currency: 'GBP', minimumSpend: null },
        code: expect.objectContaining({ status: 'issued', expiresAt: at('05-31') }),
        ...{ returnableUntil: at('04-01'), returnedAt: null },
      },
    })
    const path = `/v1/customers/${customerId}/journal`
    const [line] = (await shop.send<Page<JournalLine>>('GET', path)).body.data
    expect(line).toMatchObject({
      ...{ kind: 'redemption', points: -100, note: { name: '£5 off' } },
      source: `redemption:${body.redemption.id}`,
    })
    const use = await shop.send<Code>('POST', `/v1/codes/${body.redemption.code?.code}/redeem`, {
      orderId: '1042',
    })
    expect([use.status, use.body.status]).toEqual([200, 'redeemed'])
    expect(await soldOf(shop, item.id)).toBe(1)
    await expectCleanAudit(shop)
  })

  it('gives a code whose token says what it is worth', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    await give(shop, 'ada', 100)
    const { code } = await bought(shop, 'ada', item.id)
    const claims = JSON.parse(atob((code?.token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')))
    expect(claims).toMatchObject({ jti: code?.code, reward: { kind: 'amount', amount: 500 } })
  })

  it.each([
    ['percent', { kind: 'percent', percent: 10, currency: 'GBP' }],
    ['free shipping', { kind: 'freeShipping', currency: 'GBP' }],
    ['a product', { kind: 'product', sku: 'MUG', name: 'A mug', currency: 'GBP' }],
    ['a gift card', { kind: 'giftCard', amount: 1000, currency: 'GBP' }],
  ] as const)('buys %s', async (_, gives) => {
    const shop = await app.createMerchant()
    const item = await createItem(shop, { gives })
    await give(shop, 'ada', 100)
    const { code, gives: given } = await bought(shop, 'ada', item.id)
    expect(code?.reward).toMatchObject(gives)
    expect(given).toMatchObject(gives)
  })

  it('gives to a good cause without a code, for good', async () => {
    const shop = await app.createMerchant()
    const gives = { kind: 'donation', amount: 100, currency: 'GBP', to: 'The food bank' } as const
    const item = await createItem(shop, { gives })
    await give(shop, 'ada', 100)
    expect(await bought(shop, 'ada', item.id)).toMatchObject({ gives, code: null, returnableUntil: null })
    expect((await meOf(shop, 'ada')).codes).toEqual([])
    await expectCleanAudit(shop)
  })

  it('answers one Idempotency-Key with the same bytes, and needs one', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    await give(shop, 'ada', 500)
    const send = (options: object) =>
      shop.sendAs<{ code: string }>('ada', 'POST', '/v1/me/redemptions', { itemId: item.id }, options)
    const first = await send({ idempotencyKey: 'once' })
    const again = await send({ idempotencyKey: 'once' })
    expect([again.status, again.text]).toEqual([201, first.text])
    expect((await meOf(shop, 'ada')).points.available).toBe(400)
    const without = await send({})
    expect([without.status, without.body.code]).toEqual([400, 'idempotency_key_required'])
  })

  it('keeps what an item gave when the item changes', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    await give(shop, 'ada', 300)
    const before = await bought(shop, 'ada', item.id)
    const price = { kind: 'fixed', points: 200 } as const
    await shop.send('PUT', `/v1/catalogue/${item.id}`, { ...FIVER, name: 'Fiver', price })
    const after = await bought(shop, 'ada', item.id)
    expect([before.points, before.name, after.points, after.name]).toEqual([100, '£5 off', 200, 'Fiver'])
  })
})

describe('the price', () => {
  const price = { kind: 'choice', minimum: 100, maximum: 400, step: 50, perPoint: 2 } as const

  it('is the choice of the shopper, and what it gives follows', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop, { price, gives: { kind: 'giftCard', amount: 1, currency: 'GBP' } })
    await give(shop, 'ada', 1000)
    const redemption = await bought(shop, 'ada', item.id, 350)
    expect(redemption).toMatchObject({ points: 350, gives: { amount: 700 } })
    expect(redemption.code?.reward).toMatchObject({ kind: 'giftCard', amount: 700 })
    expect((await meOf(shop, 'ada')).points.available).toBe(650)
  })

  it.each([
    ['no points', undefined],
    ['less than the minimum', 50],
    ['more than the maximum', 450],
    ['points between two steps', 125],
  ])('cannot be %s', async (_, points) => {
    const shop = await app.createMerchant()
    const item = await createItem(shop, { price })
    await give(shop, 'ada', 1000)
    const { status, body } = await redeem(shop, 'ada', item.id, points)
    expect([status, body.code, body.errors?.map(({ path }) => path)]).toEqual([
      ...[400, 'invalid_request'],
      ['points'],
    ])
  })

  it('that was shown and is no longer true is refused', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    await give(shop, 'ada', 1000)
    expect((await redeem(shop, 'ada', item.id, 90)).body.errors).toMatchObject([{ path: 'points' }])
    expect((await redeem(shop, 'ada', item.id, 100)).status).toBe(201)
  })

  it('needs as many points', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    await give(shop, 'ada', 99)
    const { status, body } = await redeem(shop, 'ada', item.id)
    expect([status, body.code]).toEqual([409, 'insufficient_points'])
    await give(shop, 'ada', 1)
    expect((await redeem(shop, 'ada', item.id)).body.points.available).toBe(0)
  })
})

describe('an item is refused', () => {
  it.each([
    ['that is switched off', { active: false }],
    ['before it opens', { from: at('03-03') }],
    ['from the instant it closes', { until: at('03-02') }],
  ])('%s', async (_, input) => {
    const shop = await app.createMerchant()
    await shop.setClock(at('03-02'))
    const item = await createItem(shop, input)
    await give(shop, 'ada', 100)
    const { status, body } = await redeem(shop, 'ada', item.id)
    expect([status, body.code]).toEqual([409, 'item_closed'])
  })

  it('to whoever is not in its tiers', async () => {
    const shop = await app.createMerchant()
    const tiers = [{ id: 'gold', name: 'Gold', threshold: 200 }]
    await shop.setProgram({ ladder: { basis: 'points', period: { kind: 'lifetime' }, tiers } })
    const item = await createItem(shop, { tiers: ['gold'] })
    await give(shop, 'ada', 100)
    expect(await meOf(shop, 'ada')).toMatchObject({ catalogue: { [item.id]: 'not_eligible' } })
    const refused = await redeem(shop, 'ada', item.id)
    expect([refused.status, refused.body.code]).toEqual([403, 'not_eligible'])
    await give(shop, 'ada', 200, { countsForTier: true })
    expect((await redeem(shop, 'ada', item.id)).status).toBe(201)
  })

  it('to whoever is in none of its segments', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop, { segments: ['staff', 'press'] })
    const id = await give(shop, 'ada', 100)
    expect((await redeem(shop, 'ada', item.id)).body.code).toBe('not_eligible')
    await shop.send('PATCH', `/v1/customers/${id}`, { segments: ['press'] })
    expect((await redeem(shop, 'ada', item.id)).status).toBe(201)
  })

  it('beyond the limit of a customer, until the next period', async () => {
    const shop = await app.createMerchant()
    await shop.setClock(at('03-02'))
    const item = await createItem(shop, { limit: { count: 2, per: 'month' } })
    await give(shop, 'ada', 1000)
    await give(shop, 'bob', 1000)
    const codes = []
    for (let i = 0; i < 3; i++) codes.push((await redeem(shop, 'ada', item.id)).body.code)
    expect(codes).toEqual([undefined, undefined, 'item_limit_reached'])
    expect(await meOf(shop, 'ada')).toMatchObject({ catalogue: { [item.id]: 'item_limit_reached' } })
    expect((await redeem(shop, 'bob', item.id)).status).toBe(201)
    await shop.setClock('2026-04-01T00:00:00Z')
    expect((await redeem(shop, 'ada', item.id)).status).toBe(201)
  })

  it('when the stock or the pool is empty', async () => {
    const shop = await app.createMerchant()
    await shop.send('POST', '/v1/pools/partners/codes', { codes: ['sun-1'] })
    const pooled = await createItem(shop, { gives: { kind: 'pool', pool: 'partners', name: 'Partner' } })
    const last = await createItem(shop, { stock: 1 })
    await give(shop, 'ada', 1000)
    expect((await bought(shop, 'ada', pooled.id)).code?.code).toBe('sun-1')
    await bought(shop, 'ada', last.id)
    for (const { id } of [pooled, last]) {
      const { status, body } = await redeem(shop, 'ada', id)
      expect([status, body.code]).toEqual([409, 'item_sold_out'])
    }
    await expectCleanAudit(shop)
  })

  it('that was taken away, is of another merchant, or is wanted by nobody we know', async () => {
    const [shop, other] = [await app.createMerchant(), await app.createMerchant()]
    const [mine, gone, theirs] = [await createItem(shop), await createItem(shop), await createItem(other)]
    await shop.send('DELETE', `/v1/catalogue/${gone.id}`)
    await give(shop, 'ada', 1000)
    for (const id of [gone.id, theirs.id]) expect((await redeem(shop, 'ada', id)).status).toBe(404)
    expect((await redeem(shop, 'nobody', mine.id)).status).toBe(404)
  })
})

describe('at the same time', () => {
  it('fifty customers for the last one: one has it', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop, { stock: 1 })
    const people = Array.from({ length: 50 }, (_, i) => `person-${i}`)
    for (const person of people) await give(shop, person, 100)
    const answers = await Promise.all(people.map(person => redeem(shop, person, item.id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'item_sold_out')).toHaveLength(49)
    expect(await soldOf(shop, item.id)).toBe(1)
    await expectCleanAudit(shop)
  })

  it('fifty customers for the codes of a pool: each has one of their own', async () => {
    const shop = await app.createMerchant()
    const codes = Array.from({ length: 50 }, (_, i) => `sun-${i}`)
    await shop.send('POST', '/v1/pools/partners/codes', { codes })
    const item = await createItem(shop, { gives: { kind: 'pool', pool: 'partners', name: 'Partner' } })
    for (const code of codes) await give(shop, `owner of ${code}`, 100)
    const answers = await Promise.all(codes.map(code => redeem(shop, `owner of ${code}`, item.id)))
    const given = answers.map(({ body }) => body.redemption?.code?.code)
    expect(given.toSorted()).toEqual(codes.toSorted())
    await expectCleanAudit(shop)
  })

  it('one customer fifty times with points for one: one effect', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    await give(shop, 'ada', 199)
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(shop, 'ada', item.id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'insufficient_points')).toHaveLength(49)
    expect((await meOf(shop, 'ada')).points.available).toBe(99)
    expect(await soldOf(shop, item.id)).toBe(1)
    await expectCleanAudit(shop)
  })

  it('one customer fifty times within a limit of two: two', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop, { limit: { count: 2, per: 'lifetime' } })
    await give(shop, 'ada', 10_000)
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(shop, 'ada', item.id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    await expectCleanAudit(shop)
  })
})
