import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerRedemption, Item, Me, Page, Storefront } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { join, openShop } from '../guests/guest'
import type { TestMerchant } from '../merchant'
import { bought, createItem, FIVER, give, giveBack, meOf, type Refusable, redemptionsOf } from './shop'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const put = (shop: TestMerchant, id: string, input: object, ifMatch?: string): Promise<Refusable<Item>> =>
  shop.send(
    ...(['PUT', `/v1/catalogue/${id}`, { ...FIVER, ...input }] as const),
    ifMatch === undefined ? {} : { headers: { 'If-Match': ifMatch } },
  )

async function viewsOf({ publishableKey }: TestMerchant) {
  return (await app.request<Storefront>('GET', `/v1/storefront?key=${publishableKey}`)).body.catalogue
}

describe('an item', () => {
  it('is created, read, listed and replaced', async () => {
    const shop = await app.createMerchant()
    const created = await shop.send<Item>('POST', '/v1/catalogue', FIVER)
    const { id } = created.body
    expect([created.status, created.headers.get('ETag')]).toEqual([201, '"1"'])
    expect(created.body).toMatchObject({ version: 1, sold: 0, item: { ...FIVER, stock: null, limit: null } })
    expect((await shop.send('GET', `/v1/catalogue/${id}`)).body).toEqual(created.body)
    const changed = await put(shop, id, { name: 'Fiver' }, '"1"')
    expect([changed.status, changed.headers.get('ETag')]).toEqual([200, '"2"'])
    expect((await shop.send<Page<Item>>('GET', '/v1/catalogue')).body.data).toEqual([changed.body])
  })

  it('is not replaced by whoever has read an older version', async () => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop)
    await put(shop, id, { name: 'Fiver' }, '"1"')
    const { status, body } = await put(shop, id, { name: 'Five' }, '"1"')
    expect([status, body.code]).toEqual([412, 'precondition_failed'])
  })

  it('keeps as much stock as was bought', async () => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop, { stock: 5 })
    await give(shop, 'ada', 1000)
    for (let i = 0; i < 2; i++) await bought(shop, 'ada', id)
    const { status, body } = await put(shop, id, { stock: 1 })
    expect([status, body.code]).toEqual([409, 'stock_below_awarded'])
    expect((await put(shop, id, { stock: 2 })).body).toMatchObject({ sold: 2, item: { stock: 2 } })
  })

  it('that was taken away leaves what was bought usable and returnable', async () => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop)
    await give(shop, 'ada', 200)
    const [one, two] = [await bought(shop, 'ada', id), await bought(shop, 'ada', id)]
    expect((await shop.send('DELETE', `/v1/catalogue/${id}`)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) {
      expect((await shop.send(method, `/v1/catalogue/${id}`)).status).toBe(404)
    }
    expect((await put(shop, id, {})).status).toBe(404)
    expect((await shop.send('POST', `/v1/codes/${one.code?.code}/redeem`, { orderId: '1' })).status).toBe(200)
    expect((await giveBack(shop, 'ada', two.id)).body.points.available).toBe(100)
  })

  it('of another merchant cannot be seen or touched', async () => {
    const [shop, other] = [await app.createMerchant(), await app.createMerchant()]
    const { id } = await createItem(shop)
    for (const method of ['GET', 'DELETE']) {
      expect((await other.send(method, `/v1/catalogue/${id}`)).status).toBe(404)
    }
    expect((await put(other, id, {})).status).toBe(404)
    expect((await other.send<Page<Item>>('GET', '/v1/catalogue')).body.data).toEqual([])
  })

  it.each([
    ['a tier there is not', { tiers: ['platinum'] }, 'tiers'],
    [
      'a choice of percent',
      { price: CHOICE, gives: { kind: 'percent', percent: 1, currency: 'GBP' } },
      'price.kind',
    ],
    ['bounds the wrong way round', { price: { ...CHOICE, maximum: 1 } }, 'price.maximum'],
    ['more money than there is', { price: { ...CHOICE, perPoint: 1_000_000_000_000 } }, 'price.perPoint'],
  ])('with %s is refused', async (_, input, path) => {
    const shop = await app.createMerchant()
    const { status, body } = (await shop.send('POST', '/v1/catalogue', {
      ...FIVER,
      ...input,
    })) as Refusable<Item>
    expect([status, body.errors?.map(error => error.path)]).toEqual([400, [path]])
  })
})

describe('the image of an item', () => {
  it.each(['https://cdn.shop.example/five.png', 'https://8.8.8.8/five.png', null])(
    'may be %s',
    async image => {
      const shop = await app.createMerchant()
      const { id } = await createItem(shop, { image })
      expect((await viewsOf(shop))[0]?.image).toBe(image)
      expect((await put(shop, id, { image })).status).toBe(200)
    },
  )

  it.each([
    'https://10.0.0.1/x.png',
    'https://localhost/x.png',
    'https://[::1]/x.png',
    'https://printer.local/x.png',
    'http://localhost:8787/x.png',
  ])('is not on a private network: %s', async image => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop)
    const created: Refusable<Item> = await shop.send('POST', '/v1/catalogue', { ...FIVER, image })
    for (const { status, body } of [created, await put(shop, id, { image })])
      expect([status, body.code, body.errors?.map(({ path }) => path)]).toEqual([
        ...[400, 'invalid_request'],
        ['image'],
      ])
    expect((await viewsOf(shop)).map(({ image }) => image)).toEqual([null])
  })

  it('may be on the machine of a developer', async () => {
    const shop = await app.createMerchant()
    await app.setLocal(true)
    const image = 'http://localhost:8788/five.png'
    const local = await createItem(shop, { image }).finally(() => app.setLocal(false))
    expect(local.item.image).toBe(image)
  })
})

const CHOICE = { kind: 'choice', minimum: 10, maximum: 100, perPoint: 1 } as const

describe('the catalogue that a shopper sees', () => {
  it('has what is open now, and how much of it is left', async () => {
    const shop = await app.createMerchant()
    await shop.setClock('2026-03-02T10:00:00Z')
    await shop.send('POST', '/v1/pools/partners/codes', { codes: ['a', 'b', 'c'] })
    const gives = { kind: 'pool', pool: 'partners', name: 'Partner' } as const
    const [endless, stocked, pooled, scarce] = [
      await createItem(shop),
      await createItem(shop, { stock: 4 }),
      await createItem(shop, { gives, stock: 10 }),
      await createItem(shop, { gives, stock: 2 }),
    ]
    await createItem(shop, { active: false })
    await createItem(shop, { from: '2026-03-02T10:00:01Z' })
    await createItem(shop, { until: '2026-03-02T10:00:00Z' })
    await give(shop, 'ada', 1000)
    await bought(shop, 'ada', stocked.id)
    const views = await viewsOf(shop)
    expect(Object.fromEntries(views.map(({ id, left }) => [id, left]))).toEqual({
      ...{ [endless.id]: null, [stocked.id]: 3, [pooled.id]: 3, [scarce.id]: 2 },
    })
    expect(views.find(({ id }) => id === endless.id)).toEqual({
      ...{ id: endless.id, name: '£5 off', description: null, image: null, until: null },
      price: { kind: 'fixed', points: 100 },
      gives: { kind: 'amount', amount: 500, currency: 'GBP', minimumSpend: null },
      ...{ left: null, tiers: [], returnDays: 30 },
    })
  })

  it('says why they cannot have an item', async () => {
    const shop = await app.createMerchant()
    const free = await createItem(shop)
    const dear = await createItem(shop, { price: { kind: 'fixed', points: 101 } })
    const choice = await createItem(shop, { price: CHOICE })
    const [staff, gone] = [
      await createItem(shop, { segments: ['staff'] }),
      await createItem(shop, { stock: 0 }),
    ]
    await createItem(shop, { active: false })
    await give(shop, 'ada', 100)
    expect((await meOf(shop, 'ada')).catalogue).toEqual({
      [free.id]: null,
      [dear.id]: 'insufficient_points',
      [choice.id]: null,
      [staff.id]: 'not_eligible',
      [gone.id]: 'item_sold_out',
    })
  })
})

describe('a guest', () => {
  it('sees the catalogue and buys nothing before signing in', async () => {
    const shop = await openShop(app)
    const { id: itemId } = await createItem(shop)
    const guest = await join(app, shop)
    expect((await guest.send<Me>('GET', '/v1/me')).body.catalogue).toEqual({ [itemId]: 'forbidden' })
    const refused = await guest.send<{ code: string }>(
      ...(['POST', '/v1/me/redemptions', { itemId }, { idempotencyKey: 'one' }] as const),
    )
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
  })
})

describe('what was bought', () => {
  it('is listed for the shopper, newest first, a page at a time', async () => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop)
    await give(shop, 'ada', 1000)
    const ids = []
    for (let i = 0; i < 5; i++) ids.unshift((await bought(shop, 'ada', id)).id)
    expect((await redemptionsOf(shop, 'ada')).map(each => each.id)).toEqual(ids)
    const page = async (query: string) =>
      (await shop.sendAs<Page<{ id: string }>>('ada', 'GET', `/v1/me/redemptions?limit=3${query}`)).body
    const first = await page('')
    const rest = await page(`&cursor=${first.nextCursor}`)
    expect([...first.data, ...rest.data].map(each => each.id)).toEqual(ids)
    expect([first.data.length, rest.nextCursor]).toEqual([3, null])
  })

  it('shows the code with its token as long as it can be used', async () => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop)
    await give(shop, 'ada', 200)
    const [used, usable] = [await bought(shop, 'ada', id), await bought(shop, 'ada', id)]
    await shop.send('POST', `/v1/codes/${used.code?.code}/redeem`, { orderId: '1042' })
    expect(await redemptionsOf(shop, 'ada')).toEqual([usable, { ...used, code: null, returnableUntil: null }])
  })

  it('is nothing for somebody we do not know, and nobody else sees it', async () => {
    const shop = await app.createMerchant()
    const { id } = await createItem(shop)
    await give(shop, 'ada', 100)
    await give(shop, 'bob', 100)
    await bought(shop, 'ada', id)
    for (const person of ['bob', 'nobody']) expect(await redemptionsOf(shop, person)).toEqual([])
  })

  it('is listed for the merchant by item and by customer', async () => {
    const [shop, other] = [await app.createMerchant(), await app.createMerchant()]
    const [one, two] = [await createItem(shop), await createItem(shop)]
    const [ada, bob] = [await give(shop, 'ada', 200), await give(shop, 'bob', 200)]
    const a = await bought(shop, 'ada', one.id)
    await bought(shop, 'ada', two.id)
    await bought(shop, 'bob', two.id)
    const list = async (merchant: TestMerchant, query = '') =>
      (await merchant.send<Page<CustomerRedemption>>('GET', `/v1/redemptions${query}`)).body
    expect((await list(shop)).data).toHaveLength(3)
    const [found, ...others] = (await list(shop, `?itemId=${one.id}&customerId=${ada}`)).data
    expect(others).toEqual([])
    expect(found).toMatchObject({ id: a.id, customerId: ada, code: { code: a.code?.code, status: 'issued' } })
    expect((await list(shop, `?customerId=${bob}`)).data.map(({ itemId }) => itemId)).toEqual([two.id])
    const first = await list(shop, '?limit=2')
    expect((await list(shop, `?limit=2&cursor=${first.nextCursor}`)).data).toHaveLength(1)
    expect((await list(other)).data).toEqual([])
    expect((await list(other, `?customerId=${ada}`)).data).toEqual([])
  })
})
