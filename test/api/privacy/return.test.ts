import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { erasedMarks } from '../../../api/privacy/table'
import type {
  Audit,
  ClaimResult,
  Customer,
  Me,
  ProgramInput,
  SpinResult,
  VisitResult,
  Wheel,
  WriteWheelInput,
} from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { createItem, give, redeem } from '../catalogue/shop'
import { answer, PLENTY, surveyOf } from '../feedback/surveys'
import { GUESTS, join, joining, type Problem } from '../guests/guest'
import type { TestMerchant } from '../merchant'
import { prize, wheelOf } from '../wheel/wheels'

/** Whoever is erased may return, and is not given again what the new are given. */

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const DAY_MS = 86_400_000
const START = '2026-03-02T10:00:00Z'

const fixed = (points: number) => ({ kind: 'fixed', points }) as const

const RULES: ProgramInput['rules'] = [
  { id: 'hello', name: 'Welcome', on: 'customer.created', earn: fixed(50) },
  { id: 'first', name: 'First order', on: 'order.first', earn: fixed(7) },
  { id: 'buy', name: 'Every order', on: 'order.paid', earn: fixed(1) },
  { id: 'party', name: 'Birthday', on: 'birthday', earn: fixed(30) },
  { id: 'friend', name: 'A friend', on: 'referral.claimed', earn: fixed(9) },
]

/** A shop whose clock stands at {@link START}. */
async function openShop(program: Partial<ProgramInput> = {}): Promise<TestMerchant> {
  const shop = await app.createMerchant()
  await shop.setProgram({
    rules: RULES,
    guests: GUESTS,
    referral: { url: 'https://shop.example/' },
    ...program,
  })
  await shop.setClock(START)
  return shop
}

const meOf = async (shop: TestMerchant, externalId: string) =>
  (await shop.sendAs<Me>(externalId, 'GET', '/v1/me')).body
const pointsOf = async (shop: TestMerchant, externalId: string) =>
  (await meOf(shop, externalId)).points.available

async function erase(shop: TestMerchant, externalId: string): Promise<void> {
  expect((await shop.sendAs(externalId, 'DELETE', '/v1/me')).status).toBe(200)
}

/** Erased, and seen again with the same token. */
async function returned(shop: TestMerchant, externalId: string): Promise<void> {
  await meOf(shop, externalId)
  await erase(shop, externalId)
  await meOf(shop, externalId)
}

const expectSound = async (shop: TestMerchant) =>
  expect((await shop.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])

const order = (externalId: string, customer: object, more: object = {}) => ({
  ...{ externalId, customer, status: 'paid', currency: 'GBP', total: 100, placedAt: START },
  lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 100 }],
  ...more,
})

async function openWheel(shop: TestMerchant, more: Partial<WriteWheelInput>): Promise<string> {
  const prizes = [prize('a', 1), prize('b', 1)]
  const { body } = await shop.send<Wheel>('POST', '/v1/wheels', wheelOf(prizes, more))
  return body.id
}

let keys = 0
const spin = (shop: TestMerchant, externalId: string, wheelId: string) =>
  shop.sendAs<SpinResult & Problem>(
    ...([externalId, 'POST', '/v1/me/spins', { wheelId, clientSeed: 'paper boat' }] as const),
    { idempotencyKey: `spin-${keys++}` },
  )

describe('a customer who erases themselves', () => {
  it('is known by the address too, and nobody else by one that looks like it', async () => {
    const shop = await openShop()
    const come = async (externalId: string, email: string) => {
      await shop.send('POST', '/v1/customers', { externalId, email })
      return pointsOf(shop, externalId)
    }
    expect(await come('jo', 'j.smith@example.com')).toBe(50)
    await erase(shop, 'jo')
    expect(await come('joanna', 'J.Smith@example.com')).toBe(0)
    expect(await come('jim', 'jsmith@example.com')).toBe(50)
  })
})

describe('a guest who erases themselves', () => {
  it('joins no more with the address, however it is spelled', async () => {
    const shop = await openShop()
    const guest = await join(app, shop, { email: 'g.us@gmail.com' })
    expect((await guest.send('DELETE', '/v1/me')).status).toBe(200)
    for (const email of ['g.us@gmail.com', 'GUS+2@googlemail.com']) {
      const { status, body } = await joining(app, shop, { email })
      expect([status, body.code]).toEqual([409, 'already_joined'])
    }
    expect((await joining(app, await openShop(), { email: 'gus@gmail.com' })).status).toBe(201)
    await expectSound(shop)
  })

  it('takes nothing from whoever has that address, as anybody can join with it', async () => {
    const shop = await openShop()
    const guest = await join(app, shop, { email: 'gus@example.com' })
    expect((await guest.send('DELETE', '/v1/me')).status).toBe(200)
    await shop.send('POST', '/v1/customers', { externalId: 'gus', email: 'gus@example.com' })
    expect(await pointsOf(shop, 'gus')).toBe(50)
  })

  it('still counts for their network', async () => {
    const shop = await openShop({ guests: { ...GUESTS, perNetworkPerDay: 1 } })
    const from = (email: string) => joining(app, shop, { email }, { network: '192.0.2.7' })
    const { body } = await from('gus@example.com')
    const key = body.token
    await app.request('DELETE', `/v1/me?key=${shop.publishableKey}`, { key })
    expect((await from('eve@example.com')).body.code).toBe('guest_limit')
  })
})

describe('a customer who erases themselves and returns', () => {
  it('has no second welcome, first order or birthday within a year, and earns as everybody', async () => {
    const shop = await openShop()
    const customer = { externalId: 'ada' }
    const profile = { ...customer, birthday: '1990-03-05' }
    await shop.send('POST', '/v1/customers', profile)
    await shop.send('POST', '/v1/orders', order('1', customer))
    expect(await pointsOf(shop, 'ada')).toBe(58)
    await erase(shop, 'ada')
    expect((await shop.send<Customer>('POST', '/v1/customers', profile)).body).not.toHaveProperty(
      'returnedAt',
    )
    expect(await pointsOf(shop, 'ada')).toBe(0)
    await shop.send('POST', '/v1/orders', order('2', customer))
    expect(await pointsOf(shop, 'ada')).toBe(1)
    await shop.setClock('2027-03-05T12:00:00Z')
    expect(await pointsOf(shop, 'ada')).toBe(31)
    await expectSound(shop)
  })

  it('is known by whatever names them first', async () => {
    const shop = await openShop({
      rules: [...RULES, { id: 'r', name: 'Review', on: 'review', earn: fixed(2) }],
    })
    const names = ['me', 'upsert', 'event', 'order', 'import', 'merge', 'address']
    for (const name of names) {
      await shop.send('POST', '/v1/customers', { externalId: name, email: `${name}@example.com` })
      await erase(shop, name)
    }
    await meOf(shop, 'me')
    await shop.send('POST', '/v1/customers', { externalId: 'upsert' })
    const event = { externalId: 'e', name: 'review' }
    await shop.send('POST', '/v1/events', { ...event, customer: { externalId: 'event' } })
    await shop.send('POST', '/v1/orders', order('1', { externalId: 'order' }))
    const lines = [order('2', { externalId: 'import' }), order('3', { externalId: 'stranger' })]
    await shop.send(
      ...(['POST', '/v1/orders/import'] as const),
      lines.map(line => JSON.stringify({ type: 'order', ...line })).join('\n'),
      { headers: { 'Content-Type': 'application/x-ndjson' } },
    )
    const guest = await join(app, shop)
    await shop.sendAs('merge', 'POST', '/v1/me/merges', { guestToken: guest.token })
    await shop.send('POST', '/v1/customers', { externalId: 'other', email: 'ADDRESS@example.com' })
    const points = await Promise.all(
      [...names.slice(0, -1), 'other', 'stranger'].map(name => pointsOf(shop, name)),
    )
    expect(points).toEqual([0, 0, 2, 1, 1, 0, 0, 58])
    await expectSound(shop)
  })

  it('is nobody elsewhere, and leaves no mark on others of the shop', async () => {
    const [shop, other] = [await openShop(), await openShop()]
    await shop.send('POST', '/v1/customers', { externalId: 'ada', email: 'ada@example.com' })
    await erase(shop, 'ada')
    await other.send('POST', '/v1/customers', { externalId: 'ada', email: 'ada@example.com' })
    expect([await pointsOf(other, 'ada'), await pointsOf(shop, 'bob')]).toEqual([50, 50])
  })

  it('waits for the next period where a wheel or a rule has a limit, and for ever where it is for life', async () => {
    const limit = { count: 1, per: 'day' } as const
    const shop = await openShop({
      rules: [
        { id: 'day', name: 'Daily', on: 'review', earn: fixed(1), limit },
        { id: 'life', name: 'Once', on: 'review', earn: fixed(10), limit: { count: 1, per: 'lifetime' } },
        { id: 'goal', name: 'A mission', on: 'review', earn: fixed(100), goal: limit },
      ],
    })
    const daily = await openWheel(shop, { entry: { free: limit } })
    const limited = await openWheel(shop, { entry: { free: { count: 9, per: 'day' } }, limit })
    const once = await openWheel(shop, { entry: { free: { count: 1, per: 'lifetime' } } })
    const wheels = [daily, limited, once]
    await meOf(shop, 'ada')
    for (const wheel of wheels) expect((await spin(shop, 'ada', wheel)).status).toBe(201)
    await returned(shop, 'ada')
    let events = 0
    const review = () =>
      shop.send<{ earned: { points: number } }>('POST', '/v1/events', {
        ...{ externalId: `e${events++}`, name: 'review', customer: { externalId: 'ada' } },
      })
    const reasons = ['no_spins_left', 'spin_limit_reached', 'no_spins_left']
    const me = await meOf(shop, 'ada')
    const shown = ({ wheels: states }: Me) =>
      wheels
        .map(id => states.find(({ wheelId }) => wheelId === id))
        .map(state => state?.reason ?? state?.entry)
    expect(shown(me)).toEqual(reasons)
    expect(me.wheels.find(({ wheelId }) => wheelId === daily)?.nextFreeAt).toBe('2026-03-03T00:00:00.000Z')
    expect(me.missions).toEqual([])
    for (const [i, wheel] of wheels.entries())
      expect((await spin(shop, 'ada', wheel)).body.code).toBe(reasons[i])
    expect((await review()).body.earned.points).toBe(0)
    await shop.setClock('2026-03-03T10:00:00Z')
    const tomorrow = await meOf(shop, 'ada')
    expect(shown(tomorrow)).toEqual(['free', 'free', 'no_spins_left'])
    expect(tomorrow.missions).toMatchObject([{ ruleId: 'goal', done: 0 }])
    expect((await spin(shop, 'ada', daily)).status).toBe(201)
    expect((await spin(shop, 'ada', daily)).body.code).toBe('no_spins_left')
    expect((await spin(shop, 'ada', limited)).status).toBe(201)
    expect((await spin(shop, 'ada', once)).body.code).toBe('no_spins_left')
    expect((await review()).body.earned.points).toBe(101)
    await expectSound(shop)
  })

  it('spins a wheel that is newer, and with what they have earned', async () => {
    const shop = await openShop()
    const free = { count: 1, per: 'lifetime' } as const
    const old = await openWheel(shop, { entry: { free, spins: true } })
    await returned(shop, 'ada')
    await shop.setClock('2026-03-02T10:00:01Z')
    const fresh = await openWheel(shop, { entry: { free } })
    expect((await spin(shop, 'ada', fresh)).status).toBe(201)
    expect((await spin(shop, 'ada', old)).body.code).toBe('no_spins_left')
    const { body } = await shop.send<{ data: Customer[] }>('GET', '/v1/customers?externalId=ada')
    const adjustments = `/v1/customers/${body.data[0]?.id}/adjustments`
    await shop.send('POST', adjustments, { spins: 1, reason: 'Sorry' }, { idempotencyKey: 'sorry' })
    expect((await spin(shop, 'ada', old)).body.entry).toBe('spin')
  })

  it('checks in tomorrow, and answers and buys again when others could', async () => {
    const on = 'check-in'
    const shop = await openShop({
      ...PLENTY,
      rules: [{ id: 'daily', name: 'Daily', on, earn: { kind: 'spins', spins: 1 } }],
    })
    const checkIn = async () => (await shop.sendAs<Problem>('ada', 'POST', '/v1/me/check-ins', {})).body.code
    const thanks = { kind: 'spins', spins: 1 } as const
    const { id: surveyId } = await surveyOf(shop, { thanks, repeat: { afterAnswerDays: 30 } })
    const answers = async () => (await answer(shop, { surveyId, score: 9 })).body.code
    const item = await createItem(shop, { limit: { count: 1, per: 'month' } })
    const buys = async () => {
      await give(shop, 'ada', 1000)
      return (await redeem(shop, 'ada', item.id)).body.code
    }
    await meOf(shop, 'ada')
    expect([await checkIn(), await answers(), await buys()]).toEqual([undefined, undefined, undefined])
    await returned(shop, 'ada')
    const me = await meOf(shop, 'ada')
    expect([me.checkIn?.open, me.prompts]).toEqual([false, []])
    const refused = ['already_checked_in', 'survey_answered', 'item_limit_reached']
    expect([await checkIn(), await answers(), await buys()]).toEqual(refused)
    expect((await meOf(shop, 'ada')).catalogue[item.id]).toBe('item_limit_reached')
    await shop.setClock('2026-03-03T10:00:00Z')
    expect(await checkIn()).toBeUndefined()
    await shop.setClock('2026-04-01T10:00:00Z')
    expect((await meOf(shop, 'ada')).prompts).toMatchObject([{ kind: 'survey' }])
    expect([await answers(), await buys()]).toEqual([undefined, undefined])
    await expectSound(shop)
  })

  it('is nobody’s friend, by a claim or by an order', async () => {
    const shop = await openShop()
    const { body: ada } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    const path = `/v1/referrals/visits?key=${shop.publishableKey}`
    const claim = async (friend: string) => {
      const { body } = await app.request<VisitResult>('POST', path, { body: { slug: ada.slug } })
      return shop.sendAs<Problem>(friend, 'POST', '/v1/referrals/claims', { visitId: body.visitId })
    }
    expect((await claim('bob')).status).toBe(201)
    expect(await pointsOf(shop, 'bob')).toBe(59)
    await erase(shop, 'bob')
    expect((await claim('bob')).body.code).toBe('existing_customer')
    await shop.send('POST', '/v1/orders', order('1', { externalId: 'bob' }, { referral: ada.slug }))
    expect(await pointsOf(shop, 'bob')).toBe(1)
    const { body } = await shop.send<{ data: object[] }>('GET', '/v1/referrals')
    expect(body.data).toHaveLength(1)
    await expectSound(shop)
  })
})

it('brings no more friends from one network by erasing each', async () => {
  const shop = await openShop()
  const { body: ada } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
  const network = '192.0.2.9'
  const states: string[] = []
  for (const friend of ['bob', 'cyd', 'dan', 'eve']) {
    const path = `/v1/referrals/visits?key=${shop.publishableKey}`
    const { body } = await app.request<VisitResult>('POST', path, { body: { slug: ada.slug }, network })
    const claim = { visitId: body.visitId }
    const claimed = await shop.sendAs<ClaimResult>(friend, 'POST', '/v1/referrals/claims', claim, { network })
    states.push(claimed.body.state)
    await erase(shop, friend)
  }
  expect(states).toEqual(['joined', 'joined', 'joined', 'review'])
})

it('keeps nothing of who was erased but marks, and forgets them after a year', async () => {
  const shop = await openShop()
  const customer = { externalId: 'ada-4711', email: 'ada@example.com' }
  await shop.send('POST', '/v1/customers', customer)
  await erase(shop, 'ada-4711')
  const { db } = app.store
  const marksKept = async () =>
    (await app.store.read({ marks: db.select().from(erasedMarks) })).marks.filter(
      ({ merchantId }) => merchantId === shop.id,
    )
  expect(await marksKept()).toHaveLength(3)
  expect(JSON.stringify(await marksKept())).not.toMatch(/ada|4711|example/)
  app.clock.now += 365 * DAY_MS - 1
  await app.sweep()
  expect(await marksKept()).toHaveLength(3)
  expect((await joining(app, shop, { email: customer.email })).body.code).toBe('already_joined')
  app.clock.now += 1
  const late = await shop.send('POST', '/v1/customers', customer)
  expect([late.status, await pointsOf(shop, 'ada-4711')]).toEqual([201, 50])
  await app.sweep()
  expect(await marksKept()).toEqual([])
})
