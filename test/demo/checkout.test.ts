import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { tell } from '../../demo/backend/tell'
import type { PlacedOrder, ShopState } from '../../demo/wire'
import { UpsertOrder } from '../../sdk/contract'
import { fakeLaurel, openShop, refusal } from './shop'

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

/** Signed in, with a cakestand in the basket. */
async function shopping(laurel = fakeLaurel()) {
  const opened = openShop(laurel)
  const ask = opened.browser()
  await ask('POST', '/api/sign-in', { name: 'Ada', email: 'ada@example.com' })
  await ask('PUT', '/api/cart', { sku: '22423', quantity: 2 })
  laurel.asked.length = 0
  return { ...opened, ask, laurel }
}

const routesOf = ({ asked }: ReturnType<typeof fakeLaurel>) => asked.map(({ route }) => route)
const stateOf = async (response: Response) => (await response.json()) as ShopState

describe('a code in the cart', () => {
  test('is verified against the goods and taken off', async () => {
    const { ask, laurel } = await shopping()
    const { cart } = await stateOf(await ask('POST', '/api/cart/code', { code: ' FIG-1 ' }))
    expect(laurel.asked).toMatchObject([
      {
        route: 'POST /v1/codes/verify',
        body: { code: 'FIG-1', orderTotal: { amount: 2550, currency: 'GBP' } },
      },
    ])
    expect(cart.code).toMatchObject({ code: 'FIG-1', hint: null })
    expect(cart.totals).toMatchObject({ goods: 2550, shipping: 395, discount: 255, total: 2690 })
  })

  test('brings its product along', async () => {
    const teacup = {
      kind: 'product',
      sku: '22699',
      name: 'Teacup',
      currency: 'GBP',
      minimumSpend: null,
    } as const
    const { ask } = await shopping(fakeLaurel(teacup))
    const { cart } = await stateOf(await ask('POST', '/api/cart/code', { code: 'FIG-1' }))
    expect(cart.lines.map(({ sku }) => sku)).toEqual(['22423', '22699'])
    expect(cart.totals.discount).toBe(295)
  })

  test('goes when it is taken out', async () => {
    const { ask } = await shopping()
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    const { cart } = await stateOf(await ask('DELETE', '/api/cart/code'))
    expect(cart).toMatchObject({ code: null, totals: { discount: 0 } })
  })

  test.each([
    ['code_not_found', 404, /do not know/],
    ['code_expired', 409, /expired/],
    ['code_redeemed', 409, /used already/],
    ['too_many_attempts', 429, /Wait some minutes/],
    ['busy', 503, /cannot check codes just now/],
  ])('that Laurel refuses with %s is refused in words', async (code, status, words) => {
    const laurel = fakeLaurel()
    laurel.answers['POST /v1/codes/verify'] = () => refusal(status, code)
    const { ask } = await shopping(laurel)
    const response = await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    expect(response.ok).toBe(false)
    expect(await response.json()).toMatchObject({ code, message: expect.stringMatching(words) })
  })

  test('that has been used is refused in words', async () => {
    const laurel = fakeLaurel()
    laurel.code.status = 'redeemed'
    const { ask } = await shopping(laurel)
    const response = await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    expect(await response.json()).toMatchObject({ code: 'code_redeemed' })
  })
})

describe('paying', () => {
  test('reserves the code, sends the order, redeems, in this order', async () => {
    const { ask, laurel } = await shopping()
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    const order = (await (await ask('POST', '/api/checkout', { card: 'good' })).json()) as PlacedOrder
    expect(routesOf(laurel)).toEqual([
      'POST /v1/codes/verify',
      'POST /v1/codes/FIG-1/reserve',
      'POST /v1/orders',
      'POST /v1/codes/FIG-1/redeem',
    ])
    expect(laurel.asked.map(({ body }) => body.orderId ?? body.externalId).slice(1)).toEqual(
      Array(3).fill(order.id),
    )
    expect(order).toMatchObject({ status: 'paid', code: 'FIG-1', earned: { points: 24, spins: 1 } })
    expect(await stateOf(await ask('GET', '/api/state'))).toMatchObject({ cart: { lines: [], code: null } })
  })

  test('sends an order the contract accepts, whose parts are its total', async () => {
    const { ask, laurel } = await shopping()
    await ask('PUT', '/api/cart', { sku: 'GIFT25', quantity: 1 })
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    await ask('POST', '/api/checkout', { card: 'good' })
    const sent = laurel.asked.find(({ route }) => route === 'POST /v1/orders')?.body
    const { lines, shipping, tax, discount, total, taxIncluded } = UpsertOrder.parse(sent)
    expect(lines.reduce((pence, line) => pence + line.amount, 0) + shipping + tax - discount).toBe(total)
    expect({ total, taxIncluded }).toEqual({ total: 5190, taxIncluded: 448 })
    expect(lines.map(({ sku, giftCard, categories }) => [sku, giftCard, ...categories])).toEqual([
      ['22423', false, 'table'],
      ['GIFT25', true, 'gifts'],
    ])
  })

  test('releases the code when the card is declined, and the order can be tried again', async () => {
    const { ask, laurel } = await shopping()
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    const declined = await ask('POST', '/api/checkout', { card: 'declined' })
    expect(declined.status).toBe(402)
    expect(routesOf(laurel).slice(1)).toEqual([
      'POST /v1/codes/FIG-1/reserve',
      'POST /v1/codes/FIG-1/release',
    ])
    expect((await ask('POST', '/api/checkout', { card: 'good' })).status).toBe(200)
    expect(laurel.code.status).toBe('redeemed')
  })

  test('stops when the code was used meanwhile, and takes it out', async () => {
    const { ask, laurel, shop } = await shopping()
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    laurel.code.status = 'redeemed'
    const response = await ask('POST', '/api/checkout', { card: 'good' })
    expect(await response.json()).toMatchObject({ code: 'code_redeemed' })
    expect(shop.records.orders).toHaveLength(0)
    expect((await stateOf(await ask('GET', '/api/state'))).cart.code).toBeNull()
  })

  test('places one order for two clicks', async () => {
    const { ask, shop } = await shopping()
    const replies = await Promise.all([1, 2].map(() => ask('POST', '/api/checkout', { card: 'good' })))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(shop.records.orders).toHaveLength(1)
  })

  test('does not waste a code that would take nothing off', async () => {
    const { ask, laurel } = await shopping(
      fakeLaurel({ kind: 'freeShipping', currency: 'GBP', minimumSpend: null }),
    )
    await ask('PUT', '/api/cart', { sku: '22423', quantity: 3 })
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    await ask('POST', '/api/checkout', { card: 'good' })
    expect(laurel.code.status).toBe('issued')
    expect((await stateOf(await ask('GET', '/api/state'))).cart.code?.code).toBe('FIG-1')
  })

  test('sells without Laurel and tells it later', async () => {
    const { ask, laurel, shop } = await shopping()
    laurel.down.is = true
    const response = await ask('POST', '/api/checkout', { card: 'good' })
    expect(await response.json()).toMatchObject({ status: 'paid', earned: null })
    laurel.down.is = false
    const [order] = shop.records.orders
    if (order) await tell(shop, order)
    expect(order).toMatchObject({ untold: [], earned: { points: 24 } })
    expect(routesOf(laurel)).toEqual(['POST /v1/orders'])
  })

  test('is refused to a stranger, and with nothing in the basket', async () => {
    const { ask, browser } = await shopping()
    await ask('PUT', '/api/cart', { sku: '22423', quantity: 0 })
    const replies = [ask, browser()].map(who => who('POST', '/api/checkout', { card: 'good' }))
    const refusals = await Promise.all(replies.map(async reply => (await reply).json()))
    expect(refusals).toMatchObject([{ code: 'empty_cart' }, { code: 'signed_out' }])
  })
})

describe('a return', () => {
  test('gives the code back and refunds what was paid, once', async () => {
    const { ask, laurel } = await shopping()
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    const { id } = (await (await ask('POST', '/api/checkout', { card: 'good' })).json()) as PlacedOrder
    laurel.asked.length = 0
    expect(await (await ask('POST', `/api/orders/${id}/return`)).json()).toMatchObject({ status: 'returned' })
    expect(laurel.asked).toMatchObject([
      { route: `POST /v1/orders/${id}/refunds`, body: { externalId: `${id}-R`, amount: 2690 } },
      { route: 'POST /v1/codes/FIG-1/rollback', body: { orderId: id } },
    ])
    expect(await (await ask('POST', `/api/orders/${id}/return`)).json()).toMatchObject({
      code: 'not_returnable',
    })
  })

  test('that Laurel refuses for good is not told for ever', async () => {
    const laurel = fakeLaurel()
    laurel.answers['POST /v1/codes/FIG-1/rollback'] = () => refusal(409, 'code_not_redeemed')
    const { ask, shop } = await shopping(laurel)
    await ask('POST', '/api/cart/code', { code: 'FIG-1' })
    const { id } = (await (await ask('POST', '/api/checkout', { card: 'good' })).json()) as PlacedOrder
    await ask('POST', `/api/orders/${id}/return`)
    expect(shop.records.orders).toMatchObject([{ status: 'returned', untold: [] }])
    expect(routesOf(laurel)).toContain(`POST /v1/orders/${id}/refunds`)
  })

  test('that is told twice at once is told once', async () => {
    const { ask, shop, laurel } = await shopping()
    laurel.down.is = true
    await ask('POST', '/api/checkout', { card: 'good' })
    laurel.down.is = false
    const [order] = shop.records.orders
    if (!order) throw new Error('the order was not placed')
    const telling = [tell(shop, order), tell(shop, order)]
    order.untold.push('returned')
    await Promise.all(telling)
    expect(order.untold).toEqual(['returned'])
  })

  test('of somebody else is not found', async () => {
    const { ask, browser } = await shopping()
    const { id } = (await (await ask('POST', '/api/checkout', { card: 'good' })).json()) as PlacedOrder
    const stranger = browser()
    await stranger('POST', '/api/sign-in', { name: 'Eve', email: 'eve@example.com' })
    expect((await stranger('POST', `/api/orders/${id}/return`)).status).toBe(404)
    expect((await stranger('GET', `/api/orders/${id}`)).status).toBe(404)
  })
})
