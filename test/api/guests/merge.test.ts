import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Audit,
  Code,
  Customer,
  JournalLine,
  Me,
  MergeResult,
  OwnedCode,
  Page,
  SpinResult,
  Wheel,
  WriteWheelInput,
} from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { join, openShop, type Problem, type TestGuest } from './guest'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const DAY_MS = 86_400_000
const TENNER = {
  ...{ id: 'tenner', name: '£10 off', weight: 1, cost: 1000 },
  award: { kind: 'amount', amount: 1000, currency: 'GBP' },
} as const
const LADDER = {
  ...{ basis: 'points', period: { kind: 'lifetime' } },
  tiers: [
    { id: 'member', name: 'Member', threshold: 0 },
    { id: 'gold', name: 'Gold', threshold: 100 },
  ],
} as const

let keys = 0
const post = <Body>(merchant: TestMerchant, path: string, body: object) =>
  merchant.send<Body & Problem>('POST', path, body, { idempotencyKey: `k${keys++}` })
const give = (merchant: TestMerchant, id: string, what: object) =>
  post(merchant, `/v1/customers/${id}/adjustments`, { reason: 'A gift', ...what })

async function customerOf(merchant: TestMerchant, externalId: string, more: object = {}): Promise<string> {
  return (await post<Customer>(merchant, '/v1/customers', { externalId, ...more })).body.id
}

async function wheelOf(merchant: TestMerchant, more: Partial<WriteWheelInput> = {}): Promise<string> {
  const wheel = {
    ...{ name: 'Wheel', guests: true, entry: { free: { count: 1, per: 'lifetime' } } },
    prizes: [TENNER, { ...TENNER, id: 'other' }],
  }
  return (await post<Wheel>(merchant, '/v1/wheels', { ...wheel, ...more })).body.id
}

const spun = (wheelId: string) =>
  ['POST', '/v1/me/spins', { wheelId, clientSeed: 'paper boat' }, { idempotencyKey: `s${keys++}` }] as const

const merge = (merchant: TestMerchant, externalId: string, { token }: TestGuest) =>
  merchant.sendAs<MergeResult & Problem>(externalId, 'POST', '/v1/me/merges', { guestToken: token })

const meOf = async (merchant: TestMerchant, externalId: string) =>
  (await merchant.sendAs<Me>(externalId, 'GET', '/v1/me')).body

async function expectClean(merchant: TestMerchant): Promise<Audit> {
  const { body } = await merchant.send<Audit>('GET', '/v1/audit')
  expect(body.faults).toEqual([])
  return body
}

describe('a merge', () => {
  it('moves points, spins and codes, and says how many', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop, { locale: 'cs', timeZone: 'Europe/Prague' })
    const wheelId = await wheelOf(shop)
    expect((await guest.send<SpinResult>(...spun(wheelId))).body.code).not.toBeNull()
    await give(shop, guest.id, { points: 40 })
    await give(shop, guest.id, { spins: 2 })
    const id = await customerOf(shop, 'ada')
    const { status, body } = await merge(shop, 'ada', guest)
    expect([status, body]).toEqual([200, { merged: true, points: 40, spins: 2, codes: 1 }])
    const me = await meOf(shop, 'ada')
    expect([me.points.available, me.spins, me.codes.length]).toEqual([40, 2, 1])
    expect((await shop.send<Customer>('GET', `/v1/customers/${id}`)).body).toMatchObject({
      ...{ email: 'gus@example.com', locale: 'cs', timeZone: 'Europe/Prague', kind: 'customer' },
    })
    const { points, spins } = await expectClean(shop)
    expect([points.outstanding, spins.outstanding]).toEqual([40, 2])
  })

  it('leaves what the customer says of themselves', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop, { locale: 'cs', timeZone: 'Europe/Prague' })
    const own = { email: 'ada@example.com', locale: 'en', timeZone: 'Europe/London' }
    const id = await customerOf(shop, 'ada', own)
    await merge(shop, 'ada', guest)
    expect((await shop.send<Customer>('GET', `/v1/customers/${id}`)).body).toMatchObject(own)
  })

  it('keeps the day a lot becomes available, its own end, and what it counts on the ladder', async () => {
    const earn = { kind: 'fixed', points: 70 } as const
    const shop = await openShop(app, {
      ladder: LADDER as never,
      rules: [{ id: 'spun', name: 'A spin', on: 'wheel.spun', earn, pendingDays: 10 }],
    })
    const guest = await join(app, shop)
    await guest.send(...spun(await wheelOf(shop)))
    const expiresAt = new Date(app.clock.now + 20 * DAY_MS).toISOString()
    await give(shop, guest.id, { points: 60, countsForTier: true, expiresAt })
    await give(shop, guest.id, { points: -20 })
    await customerOf(shop, 'ada')
    expect((await merge(shop, 'ada', guest)).body).toMatchObject({ points: 110 })
    const before = await meOf(shop, 'ada')
    expect(before.points).toMatchObject({
      ...{ available: 40, pending: 70 },
      nextPending: { points: 70, at: new Date(app.clock.now + 10 * DAY_MS).toISOString() },
      nextExpiry: { points: 40, at: expiresAt },
    })
    expect(before.tier).toMatchObject({ current: { id: 'member' }, progress: 60 })
    await shop.setClock(app.clock.now + 11 * DAY_MS)
    const after = await meOf(shop, 'ada')
    expect(after.tier).toMatchObject({ current: { id: 'gold' }, progress: 130 })
    const { body } = await shop.sendAs<Page<JournalLine>>('ada', 'GET', '/v1/me/journal')
    const lines = body.data.filter(({ kind }) => kind === 'merge')
    expect(lines.map(({ points, source }) => [points, source])).toEqual([
      [40, `merge:${guest.id}`],
      [70, `merge:${guest.id}`],
    ])
    expect(lines.map(({ note }) => note.name)).toEqual(['A gift', 'A spin'])
    await expectClean(shop)
  })

  it('counts points that are spent already on the ladder too', async () => {
    const shop = await openShop(app, { ladder: LADDER as never })
    const guest = await join(app, shop)
    await give(shop, guest.id, { points: 120, countsForTier: true })
    await give(shop, guest.id, { points: -120 })
    await customerOf(shop, 'ada')
    expect((await merge(shop, 'ada', guest)).body).toMatchObject({ merged: true, points: 0 })
    expect((await meOf(shop, 'ada')).tier).toMatchObject({ current: { id: 'gold' }, progress: 120 })
    await expectClean(shop)
  })

  it('happens once, however often it is asked for at once', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    await guest.send(...spun(await wheelOf(shop)))
    await give(shop, guest.id, { points: 40 })
    const id = await customerOf(shop, 'ada')
    const known = () => post<MergeResult>(shop, `/v1/customers/${id}/merges`, { guestId: guest.id })
    const asks = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? merge(shop, 'ada', guest) : known()))
    const answers = await Promise.all(asks)
    expect(answers.map(({ status }) => status).filter(status => status !== 200)).toEqual([])
    expect(answers.filter(({ body }) => body.merged)).toHaveLength(1)
    const me = await meOf(shop, 'ada')
    expect([me.points.available, me.codes.length]).toEqual([40, 1])
    await expectClean(shop)
  })

  it('is into one customer only, though fifty ask for it at once', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    await give(shop, guest.id, { points: 40 })
    const people = Array.from({ length: 50 }, (_, i) => `person-${i}`)
    for (const person of people) await customerOf(shop, person)
    const answers = await Promise.all(people.map(person => merge(shop, person, guest)))
    expect(answers.filter(({ status, body }) => status === 200 && body.merged)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'merged')).toHaveLength(49)
    expect((await expectClean(shop)).points.outstanding).toBe(40)
  })

  it('finds no guest of another shop, no customer and nobody', async () => {
    const [shop, other] = [await openShop(app), await openShop(app)]
    const guest = await join(app, other)
    const id = await customerOf(shop, 'ada')
    expect((await merge(shop, 'ada', guest)).body.code).toBe('not_found')
    const path = `/v1/customers/${id}/merges`
    for (const guestId of [guest.id, id, await customerOf(shop, 'bob')])
      expect((await post(shop, path, { guestId })).body.code).toBe('not_found')
    const own = await join(app, shop)
    const asGuest = await post(shop, `/v1/customers/${own.id}/merges`, { guestId: own.id })
    expect(asGuest.body.code).toBe('not_found')
    expect((await guest.send('GET', '/v1/me')).status).toBe(200)
  })

  it('creates the customer on first sight, with the one welcome there is', async () => {
    const earn = { kind: 'spins', spins: 1 } as const
    const shop = await openShop(app, { rules: [{ id: 'hi', name: 'Hi', on: 'customer.created', earn }] })
    const guest = await join(app, shop)
    const wheelId = await wheelOf(shop)
    await guest.send(...spun(wheelId))
    expect((await merge(shop, 'new', guest)).body).toMatchObject({ merged: true, codes: 1, spins: 0 })
    const me = await meOf(shop, 'new')
    expect([me.spins, me.wheels[0]?.entry]).toEqual([1, 'spin'])
    await expectClean(shop)
  })

  it('shuts the guest out, who still answers to the merchant but takes no more', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    await customerOf(shop, 'ada')
    await merge(shop, 'ada', guest)
    for (const [method, path] of [
      ['GET', '/v1/me'],
      ['GET', '/v1/me/journal'],
      ['GET', '/v1/me/codes'],
    ] as const) {
      const { status, body } = await guest.send<Problem>(method, path)
      expect([path, status, body.code]).toEqual([path, 409, 'merged'])
    }
    expect((await guest.send<Problem>(...spun(await wheelOf(shop)))).body.code).toBe('merged')
    expect((await shop.send<Customer>('GET', `/v1/customers/${guest.id}`)).body.kind).toBe('guest')
    expect((await give(shop, guest.id, { points: 1 })).body.code).toBe('merged')
  })

  it('lets codes be used and given back by an order that held them before', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    const wheelId = await wheelOf(shop)
    const { code } = (await guest.send<SpinResult>(...spun(wheelId))).body
    const change = (verb: string) => post<Code>(shop, `/v1/codes/${code?.code}/${verb}`, { orderId: '7' })
    await change('redeem')
    const id = await customerOf(shop, 'ada')
    expect((await merge(shop, 'ada', guest)).body.codes).toBe(0)
    await expectClean(shop)
    expect((await change('redeem')).body).toMatchObject({ customerId: id, status: 'redeemed' })
    expect((await change('rollback')).body.status).toBe('issued')
    await expectClean(shop)
    expect((await change('rollback')).status).toBe(200)
    const owned = await shop.sendAs<Page<OwnedCode>>('ada', 'GET', '/v1/me/codes')
    expect(owned.body.data[0]).toMatchObject({ code: code?.code, status: 'issued' })
  })
})

describe('the customer after it', () => {
  it('has the free spins and limits of both, and nonces of their own', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    const wheelId = await wheelOf(shop, {
      entry: { free: { count: 2, per: 'lifetime' }, spins: true },
      limit: { count: 3, per: 'lifetime' },
    })
    expect((await guest.send(...spun(wheelId))).status).toBe(201)
    await customerOf(shop, 'ada')
    await merge(shop, 'ada', guest)
    const id = (await meOf(shop, 'ada')).customer.externalId
    await give(shop, await customerOf(shop, id), { spins: 5 })
    const entries = []
    for (let i = 0; i < 3; i++) {
      const { body } = await shop.sendAs<SpinResult & Problem>('ada', ...spun(wheelId))
      entries.push(body.entry ? [body.entry, body.proof.nonce] : body.code)
    }
    expect(entries).toEqual([['free', 1], ['spin', 2], 'spin_limit_reached'])
    await expectClean(shop)
  })

  it('is paid by a rule as often as its limit allows both together', async () => {
    const earn = { kind: 'fixed', points: 5 } as const
    const rule = {
      id: 'spun',
      name: 'A spin',
      on: 'wheel.spun',
      earn,
      limit: { count: 1, per: 'lifetime' },
    } as const
    const shop = await openShop(app, { rules: [rule] })
    const guest = await join(app, shop)
    const wheelId = await wheelOf(shop, { entry: { free: { count: 5, per: 'day' } } })
    await guest.send(...spun(wheelId))
    await customerOf(shop, 'ada')
    await merge(shop, 'ada', guest)
    await shop.sendAs('ada', ...spun(wheelId))
    expect((await meOf(shop, 'ada')).points.available).toBe(5)
    await expectClean(shop)
  })

  it('takes over a mission where they have none of their own', async () => {
    const goal = { count: 2, per: 'lifetime' } as const
    const earn = { kind: 'fixed', points: 9 } as const
    const shop = await openShop(app, {
      rules: [{ id: 'twice', name: 'Twice', on: 'wheel.spun', earn, goal }],
    })
    const guest = await join(app, shop)
    const wheelId = await wheelOf(shop, { entry: { free: { count: 5, per: 'day' } } })
    await guest.send(...spun(wheelId))
    await customerOf(shop, 'ada')
    await merge(shop, 'ada', guest)
    await shop.sendAs('ada', ...spun(wheelId))
    expect((await meOf(shop, 'ada')).points.available).toBe(9)
    await expectClean(shop)
  })

  it('may have been several guests, whose prompts and consents are all theirs', async () => {
    const shop = await openShop(app)
    const id = await customerOf(shop, 'ada')
    const { store } = app
    const insert = (i: number, customerId: string, number: number) =>
      store.db.run(
        sql`INSERT INTO prompts (id, customer_id, kind, number, shown_at) VALUES (${`prm_${shop.id}${i}`}, ${customerId}, 'wheel', ${number}, 1)`,
      )
    await store.write([insert(0, id, 1)])
    for (const [i, email] of ['a@example.com', 'b@example.com'].entries()) {
      const guest = await join(app, shop, { email })
      await store.write([insert(2 * i + 1, guest.id, 1), insert(2 * i + 2, guest.id, 2)])
      expect((await merge(shop, 'ada', guest)).body.merged).toBe(true)
    }
    const { numbers, consents } = await store.read({
      numbers: store.db.all<{ number: number }>(
        sql`SELECT number FROM prompts WHERE customer_id = ${id} ORDER BY number`,
      ),
      consents: store.db.all(sql`SELECT kind FROM consents WHERE customer_id = ${id}`),
    })
    expect(numbers.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(consents.length).toBeGreaterThanOrEqual(2)
    await expectClean(shop)
  })
})

describe('a referral', () => {
  async function claimed(shop: TestMerchant, guest: TestGuest, advocateId: string, claimedAt: number) {
    const { store } = app
    await store.write([
      store.db.run(sql`INSERT INTO referrals (id, merchant_id, advocate_id, friend_id, claimed_at, flags)
        VALUES (${`ref_${guest.id}`}, ${shop.id}, ${advocateId}, ${guest.id}, ${claimedAt}, '[]')`),
    ])
  }
  const friendOf = async (guest: TestGuest) => {
    const { store } = app
    const { rows } = await store.read({
      rows: store.db.all<{ friend: string }>(
        sql`SELECT friend_id AS friend FROM referrals WHERE id = ${`ref_${guest.id}`}`,
      ),
    })
    return rows[0]?.friend
  }
  const ordered = (shop: TestMerchant, externalId: string, at: number) =>
    post(shop, '/v1/orders', {
      ...{ externalId: `o-${externalId}`, customer: { externalId }, status: 'paid', currency: 'GBP' },
      ...{ placedAt: new Date(at).toISOString(), total: 100 },
      lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 100 }],
    })

  it('goes over to a customer who has not ordered before it', async () => {
    const shop = await openShop(app)
    const [advocate, friend] = [await customerOf(shop, 'bob'), await customerOf(shop, 'ada')]
    const guest = await join(app, shop)
    await claimed(shop, guest, advocate, app.clock.now - 2 * DAY_MS)
    await ordered(shop, 'ada', app.clock.now - DAY_MS)
    await merge(shop, 'ada', guest)
    expect(await friendOf(guest)).toBe(friend)
  })

  it('stays where the customer has ordered before, was referred, or is the advocate', async () => {
    const shop = await openShop(app)
    const advocate = await customerOf(shop, 'bob')
    const old = await join(app, shop, { email: 'a@example.com' })
    await claimed(shop, old, advocate, app.clock.now - DAY_MS)
    await ordered(shop, 'ada', app.clock.now - 2 * DAY_MS)
    await merge(shop, 'ada', old)
    expect(await friendOf(old)).toBe(old.id)
    const own = await join(app, shop, { email: 'b@example.com' })
    await claimed(shop, own, advocate, app.clock.now)
    await merge(shop, 'bob', own)
    expect(await friendOf(own)).toBe(own.id)
    const [first, second] = [
      await join(app, shop, { email: 'c@example.com' }),
      await join(app, shop, { email: 'd@example.com' }),
    ]
    for (const guest of [first, second]) {
      await claimed(shop, guest, advocate, app.clock.now)
      await merge(shop, 'eve', guest)
    }
    expect(await friendOf(first)).not.toBe(first.id)
    expect(await friendOf(second)).toBe(second.id)
  })
})
