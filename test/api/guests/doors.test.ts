import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Me, SpinResult, Storefront, Wheel, WriteWheelInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { type OpenApi, routesOf } from '../bad-input/document'
import { VALID } from '../bad-input/valid-bodies'
import { addressOf, createWorld } from '../bad-input/world'
import type { TestMerchant } from '../merchant'
import { GUESTS, join, openShop, type Problem, type TestGuest } from './guest'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

let keys = 0
const spin = (guest: TestGuest, wheelId: string) =>
  guest.send<SpinResult & Problem>(
    ...(['POST', '/v1/me/spins', { wheelId, clientSeed: 'paper boat' }] as const),
    { idempotencyKey: `s${keys++}` },
  )

async function wheelOf(merchant: TestMerchant, more: Partial<WriteWheelInput> = {}): Promise<string> {
  const nothing = { award: { kind: 'nothing' }, weight: 1 } as const
  const wheel = {
    ...{ name: 'Wheel', guests: true, entry: { free: { count: 3, per: 'day' } } },
    prizes: ['a', 'b'].map(id => ({ id, name: id, ...nothing })),
  }
  const { body, text, status } = await merchant.send<Wheel>('POST', '/v1/wheels', { ...wheel, ...more })
  if (status !== 201) throw new Error(text)
  return body.id
}

describe('a guest at a wheel', () => {
  it('spins once in their life, by its free entry', async () => {
    const shop = await openShop(app)
    const wheelId = await wheelOf(shop)
    const guest = await join(app, shop)
    const { body: me } = await guest.send<Me>('GET', '/v1/me')
    expect(me.wheels).toMatchObject([{ wheelId, entry: 'free', reason: null, nonce: 1 }])
    const first = await spin(guest, wheelId)
    expect([first.status, first.body.entry, first.body.next]).toMatchObject([
      ...[201, 'free', { entry: null, reason: 'no_spins_left', nextFreeAt: null }],
    ])
    await shop.setClock(app.clock.now + 40 * 86_400_000)
    expect((await spin(guest, wheelId)).body.code).toBe('no_spins_left')
    expect((await spin(guest, await wheelOf(shop))).status).toBe(201)
  })

  it('spins once though fifty ask for it at once', async () => {
    const shop = await openShop(app)
    const wheelId = await wheelOf(shop)
    const guest = await join(app, shop)
    const answers = await Promise.all(Array.from({ length: 50 }, () => spin(guest, wheelId)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'no_spins_left')).toHaveLength(49)
  })

  it('pays neither with spins nor with points', async () => {
    const shop = await openShop(app)
    const wheelId = await wheelOf(shop, { entry: { free: null, spins: true, points: 5 } })
    const guest = await join(app, shop)
    for (const gift of [{ spins: 3 }, { points: 50 }])
      await shop.send(
        ...(['POST', `/v1/customers/${guest.id}/adjustments`, { reason: 'A gift', ...gift }] as const),
        { idempotencyKey: `gift-${keys++}` },
      )
    expect((await spin(guest, wheelId)).body.code).toBe('no_spins_left')
    expect((await guest.send<Me>('GET', '/v1/me')).body).toMatchObject({
      spins: 3,
      points: { available: 50 },
    })
  })

  it('is not eligible where guests are not taken, and a customer still is', async () => {
    const shop = await openShop(app)
    const wheelId = await wheelOf(shop, { guests: false })
    const guest = await join(app, shop)
    const refused = await spin(guest, wheelId)
    expect([refused.status, refused.body.code]).toEqual([403, 'not_eligible'])
    await shop.sendAs('ada', 'GET', '/v1/me')
    const seed = { wheelId, clientSeed: 'paper boat' }
    const own = await shop.sendAs('ada', 'POST', '/v1/me/spins', seed, { idempotencyKey: `s${keys++}` })
    expect(own.status).toBe(201)
  })

  it('sees which wheels take guests, and the terms, before joining', async () => {
    const shop = await openShop(app)
    await wheelOf(shop)
    const { body } = await app.request<Storefront>('GET', `/v1/storefront?key=${shop.publishableKey}`)
    expect(body.wheels.map(({ guests }) => guests)).toEqual([true])
    expect(body.program.guests).toEqual({ terms: GUESTS.terms, termsUrl: GUESTS.termsUrl, marketing: true })
  })
})

describe('the doors', () => {
  it('of customers are closed to guests: every one of them', async () => {
    const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
    const world = await createWorld(app)
    const guest = await join(app, world.merchant, { email: 'gina@example.com' })
    const forCustomers = routesOf(document).filter(({ who, guests }) => who === 'shopper' && !guests)
    expect(forCustomers.length).toBeGreaterThan(4)
    for (const route of forCustomers) {
      const bodies = [...(VALID[route.id]?.(world) ?? []), ...route.examples]
      const address = addressOf(route, world)
      const sent = await guest.send<Problem>(route.method, address, bodies[0], {
        idempotencyKey: `d${keys++}`,
      })
      expect([route.id, sent.status, sent.body?.code]).toEqual([route.id, 403, 'forbidden'])
    }
  })

  it('of visitors are open to guests: none of them says forbidden', async () => {
    const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
    const world = await createWorld(app)
    const forGuests = routesOf(document).filter(({ guests }) => guests)
    expect(forGuests.length).toBeGreaterThan(8)
    for (const [i, route] of forGuests.entries()) {
      const guest = await join(app, world.merchant, { email: `g${i}@example.com` })
      const bodies = [...(VALID[route.id]?.(world) ?? []), ...route.examples]
      const sent = await guest.send<Problem>(route.method, addressOf(route, world), bodies[0], {
        idempotencyKey: `d${keys++}`,
      })
      expect([route.id, sent.status]).not.toEqual([route.id, 401])
      expect([route.id, sent.body?.code]).not.toEqual([route.id, 'forbidden'])
    }
  })

  it('of one shop are closed to the guests of another', async () => {
    const [shop, other] = [await openShop(app), await openShop(app)]
    const guest = await join(app, shop)
    for (const method of ['GET', 'DELETE'] as const) {
      const { status } = await app.request(method, `/v1/me?key=${other.publishableKey}`, { key: guest.token })
      expect(status).toBe(401)
    }
    expect((await other.send('GET', `/v1/customers/${guest.id}`)).status).toBe(404)
    expect((await guest.send('GET', '/v1/me')).status).toBe(200)
  })
})
