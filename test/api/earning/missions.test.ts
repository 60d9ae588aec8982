import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Audit, SpinResult, Wheel } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { type Club, openClub } from './club'

let app: TestApp
let club: Club
beforeAll(async () => {
  app = await openTestApp()
})
afterEach(async () => expect(await club.faults()).toEqual([]))
afterAll(() => app.close())

const THREE = {
  ...{ id: 'three', name: 'Three orders this quarter', on: 'order.paid' },
  badge: 'star',
  earn: { kind: 'fixed', points: 100 },
  goal: { count: 3, per: 'quarter' },
} as const

const buyThree = async () => [
  await club.buy('2026-07-02T10:00:00Z'),
  await club.buy('2026-07-03T10:00:00Z'),
  await club.buy('2026-07-04T10:00:00Z'),
]

it('a rule that was a streak begins to count as a mission from nothing', async () => {
  const rule = {
    ...{ id: 'reviews', name: 'Reviews', on: 'review.published' },
    earn: { kind: 'fixed', points: 10 },
  } as const
  club = await openClub(app, [{ ...rule, streak: { count: 7, per: 'day' } }])
  for (const day of ['02', '03']) {
    await club.merchant.setClock(`2026-07-${day}T10:00:00Z`)
    await club.event(rule.on)
  }
  expect((await club.me()).streaks[0]).toMatchObject({ run: 2 })
  await club.merchant.setProgram({ rules: [{ ...rule, goal: { count: 3, per: 'lifetime' } }] })
  expect((await club.me()).missions[0]).toMatchObject({ done: 0, completed: false })
  await club.event(rule.on)
  expect((await club.me()).missions[0]).toMatchObject({ done: 1, completed: false })
})

describe('a mission over orders', () => {
  it('pays once when it is done, and begins anew with the quarter', async () => {
    club = await openClub(app, [THREE])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    await club.buy('2026-07-02T10:00:00Z')
    await club.buy('2026-07-03T10:00:00Z')
    const [halfway] = (await club.me()).missions
    expect(halfway).toEqual({
      ...{ ruleId: 'three', name: THREE.name, on: 'order.paid', earn: THREE.earn, badge: 'star' },
      ...{ done: 2, goal: 3, endsAt: '2026-10-01T00:00:00.000Z', completed: false },
    })
    await club.buy('2026-07-04T10:00:00Z')
    const done = await club.me()
    expect(done.points.available).toBe(100)
    expect(done.missions[0]).toMatchObject({ done: 3, completed: true })
    expect(done.badges).toEqual([
      { ruleId: 'three', name: THREE.name, icon: 'star', at: '2026-07-04T10:00:00.000Z' },
    ])
    expect((await club.lines())[0]).toMatchObject({
      ...{ kind: 'goal', points: 100, source: 'goal:three:2026-07-01', note: { name: THREE.name } },
    })
    await club.buy('2026-07-04T11:00:00Z')
    expect((await club.me()).points.available).toBe(100)
    await club.merchant.setClock('2026-10-05T00:00:00Z')
    expect((await club.me()).missions[0]).toMatchObject({ done: 0, completed: false })
    for (const day of ['02', '03', '04']) await club.buy(`2026-10-${day}T10:00:00Z`)
    expect((await club.me()).points.available).toBe(200)
  })

  it('counts an order that is told late in the quarter it was paid in', async () => {
    club = await openClub(app, [THREE])
    await club.merchant.setClock('2026-10-02T00:00:00Z')
    await buyThree()
    const me = await club.me()
    expect(me.points.available).toBe(100)
    expect(me.missions[0]).toMatchObject({ done: 0, completed: false })
  })

  it.each([
    ['to_zero', 0],
    ['allow_negative', 0],
    ['pending_only', 100],
  ] as const)('is taken back by a refund that undoes it: %s leaves %i', async (refunds, left) => {
    club = await openClub(app, [THREE], { refunds })
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    const [first = ''] = await buyThree()
    await club.refund(first)
    const me = await club.me()
    expect(me.points.available).toBe(left)
    expect(me.missions[0]).toMatchObject({ done: 2, completed: false })
    expect(me.badges).toEqual([])
    expect((await club.lines())[0]).toMatchObject({ kind: 'clawback', points: left - 100 })
  })

  it.each([
    ['to_zero', 0, 0],
    ['allow_negative', -100, 0],
    ['pending_only', 0, 0],
  ] as const)('spent already and taken back leaves %s: %i, and %i when it is done again', async (...row) => {
    const [refunds, owed, again] = row
    club = await openClub(app, [THREE], { refunds })
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    const [first = ''] = await buyThree()
    await club.spend(100)
    await club.refund(first)
    expect((await club.me()).points.available).toBe(owed)
    await club.buy('2026-07-04T12:00:00Z')
    const me = await club.me()
    expect(me.points.available).toBe(again)
    expect(me.missions[0]).toMatchObject({ done: 3, completed: true })
  })

  it('stands while enough orders are left, and while a part of one is', async () => {
    club = await openClub(app, [THREE])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    const [first = '', second = ''] = await buyThree()
    await club.refund(first, 999)
    expect((await club.me()).points.available).toBe(100)
    await club.buy('2026-07-04T12:00:00Z')
    await club.cancel(second)
    expect((await club.me()).points.available).toBe(100)
    await club.refund(first, 1)
    expect((await club.me()).points.available).toBe(0)
  })

  it('is pending as long as its rule says, and a refund takes it from there', async () => {
    club = await openClub(app, [{ ...THREE, pendingDays: 30 }], { refunds: 'pending_only' })
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    const [first = ''] = await buyThree()
    expect((await club.me()).points).toMatchObject({ available: 0, pending: 100 })
    await club.refund(first)
    expect((await club.me()).points).toMatchObject({ available: 0, pending: 0 })
  })

  it('asks of what it has paid only what it asked then', async () => {
    club = await openClub(app, [THREE])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    await buyThree()
    await club.merchant.setProgram({ rules: [{ ...THREE, goal: { count: 5, per: 'quarter' } }] })
    await club.buy('2026-07-04T12:00:00Z')
    const me = await club.me()
    expect(me.points.available).toBe(100)
    expect(me.missions[0]).toMatchObject({ completed: true })
  })

  it('counts the orders of the running quarter that came before its rule', async () => {
    club = await openClub(app, [])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    await buyThree()
    await club.merchant.setProgram({ rules: [THREE] })
    await club.buy('2026-07-04T12:00:00Z')
    expect((await club.me()).points.available).toBe(100)
  })

  it('is not won by a refund of an order long ago', async () => {
    club = await openClub(app, [])
    await club.merchant.setClock('2026-10-05T00:00:00Z')
    const [first = ''] = await buyThree()
    await club.merchant.setProgram({ rules: [THREE] })
    await club.refund(first, 1)
    expect((await club.me()).points.available).toBe(0)
  })

  it('gives a code that a refund withdraws', async () => {
    const reward = { kind: 'percent', percent: 10, currency: 'GBP' } as const
    club = await openClub(app, [{ ...THREE, earn: { kind: 'reward', reward, validDays: 30 } }])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    const [first = ''] = await buyThree()
    expect((await club.me()).codes).toHaveLength(1)
    await club.refund(first)
    expect((await club.me()).codes).toHaveLength(0)
    await club.buy('2026-07-04T12:00:00Z')
    expect((await club.me()).codes).toHaveLength(1)
  })

  it('is won once by 20 orders at once', async () => {
    club = await openClub(app, [THREE])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    await Promise.all(Array.from({ length: 20 }, () => club.buy('2026-07-04T12:00:00Z')))
    expect((await club.me()).points.available).toBe(100)
    expect((await club.lines()).filter(({ kind }) => kind === 'goal')).toHaveLength(1)
  })

  it('keeps to the limit of its rule, and is not shown any more', async () => {
    club = await openClub(app, [{ ...THREE, limit: { count: 1, per: 'lifetime' } }])
    await club.merchant.setClock('2026-10-05T00:00:00Z')
    await buyThree()
    expect((await club.me()).missions).toEqual([])
    for (const day of ['02', '03', '04']) await club.buy(`2026-10-${day}T10:00:00Z`)
    expect((await club.me()).points.available).toBe(100)
  })
})

interface Bought {
  order: string
  quarter: number
  left: number
}

/** What a shopper may do, and in which of two quarters. */
interface Command {
  kind: 'buy' | 'refund' | 'cancel'
  quarter: number
  /** Which of the orders so far, round and round. */
  which: number
  amount: number
}

const commands = fc.array(
  fc.record<Command>({
    kind: fc.constantFrom<Command['kind']>('buy', 'buy', 'buy', 'refund', 'cancel'),
    quarter: fc.constantFrom(0, 1),
    which: fc.nat({ max: 20 }),
    amount: fc.constantFrom(400, 600, 1000),
  }),
  { minLength: 3, maxLength: 14 },
)

async function play(bought: Bought[], { kind, quarter, which, amount }: Command) {
  if (kind === 'buy') {
    const order = await club.buy(quarter === 0 ? '2026-08-01T10:00:00Z' : '2026-10-02T10:00:00Z')
    bought.push({ order, quarter, left: 1000 })
    return
  }
  const some = bought[which % Math.max(1, bought.length)]
  if (!some || some.left < amount) return
  if (kind === 'cancel') await club.cancel(some.order)
  else await club.refund(some.order, amount)
  some.left = kind === 'cancel' ? 0 : some.left - amount
}

describe('missions over orders, whatever is bought and given back', () => {
  it('have paid for the quarters that still have enough orders', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async steps => {
        club = await openClub(app, [THREE])
        await club.merchant.setClock('2026-10-05T00:00:00Z')
        const bought: Bought[] = []
        for (const step of steps) {
          await play(bought, step)
          const open = (quarter: number) =>
            bought.filter(each => each.quarter === quarter && each.left > 0).length
          const done = [0, 1].filter(quarter => open(quarter) >= 3)
          const me = await club.me()
          expect(me.points.available).toBe(100 * done.length)
          expect(me.badges).toHaveLength(Math.min(1, done.length))
          expect(me.missions[0]?.done).toBe(Math.min(3, open(1)))
        }
        expect(await club.faults()).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 60_000)
})

const REVIEWS = {
  ...{ id: 'critic', name: 'Two reviews', on: 'review.published' },
  badge: 'medal',
  earn: { kind: 'nothing' },
  goal: { count: 2, per: 'lifetime' },
} as const

describe('a mission over events', () => {
  it('is a milestone with a badge and nothing else', async () => {
    club = await openClub(app, [REVIEWS])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    expect(await club.event('review.published')).toEqual({ points: 0, spins: 0, rewards: 0 })
    expect((await club.me()).missions[0]).toMatchObject({ done: 1, goal: 2, endsAt: null })
    expect((await club.me()).badges).toEqual([])
    await club.event('review.published')
    const me = await club.me()
    expect(me.badges).toMatchObject([{ ruleId: 'critic', icon: 'medal', at: '2026-07-05T00:00:00.000Z' }])
    expect(me.missions[0]).toMatchObject({ done: 2, completed: true })
    const goals = (await club.lines()).filter(({ kind }) => kind === 'goal')
    expect(goals).toMatchObject([{ source: 'goal:critic', points: 0, note: { name: 'Two reviews' } }])
    await club.event('review.published')
    expect((await club.lines()).filter(({ kind }) => kind === 'goal')).toHaveLength(1)
  })

  it('leaves its badge when it is switched off, and takes it away when it leaves the programme', async () => {
    club = await openClub(app, [REVIEWS])
    await club.event('review.published')
    await club.event('review.published')
    await club.merchant.setProgram({ rules: [{ ...REVIEWS, active: false }] })
    const off = await club.me()
    expect([off.missions.length, off.badges.length]).toEqual([0, 1])
    await club.merchant.setProgram({ rules: [] })
    expect((await club.me()).badges).toEqual([])
  })

  it('counts anew each week and pays in each', async () => {
    const weekly = {
      ...REVIEWS,
      earn: { kind: 'spins', spins: 2 },
      goal: { count: 2, per: 'week' },
    } as const
    club = await openClub(app, [weekly])
    await club.merchant.setClock('2026-07-20T00:00:00Z')
    await club.event('review.published', '2026-07-05T10:00:00Z')
    await club.event('review.published', '2026-07-06T10:00:00Z')
    expect((await club.me()).spins).toBe(0)
    expect(await club.event('review.published', '2026-07-12T10:00:00Z')).toMatchObject({ spins: 2 })
    await club.event('review.published', '2026-07-13T10:00:00Z')
    await club.event('review.published', '2026-07-14T10:00:00Z')
    expect((await club.me()).spins).toBe(4)
  })

  it('loses none of 30 facts at once', async () => {
    const many = { ...REVIEWS, goal: { count: 30, per: 'lifetime' } } as const
    club = await openClub(app, [many])
    await Promise.all(Array.from({ length: 30 }, () => club.event('review.published')))
    const me = await club.me()
    expect(me.missions[0]).toMatchObject({ done: 30, completed: true })
    expect(me.badges).toHaveLength(1)
  })

  it('is for the segments and campaigns it names', async () => {
    const vip = { ...REVIEWS, segments: ['vip'] }
    club = await openClub(app, [vip])
    await club.event('review.published')
    expect((await club.me()).missions).toEqual([])
    await club.merchant.send('POST', '/v1/customers', { externalId: 'ada', segments: ['vip', 'press'] })
    expect((await club.me()).missions).toMatchObject([{ done: 0 }])
    await club.event('review.published')
    expect((await club.me()).missions).toMatchObject([{ done: 1 }])
  })
})

describe('a mission over birthdays', () => {
  it('is counted by the sweep, and once', async () => {
    club = await openClub(app, [
      {
        ...{ id: 'loyal', name: 'Two birthdays with us', on: 'birthday', earn: { kind: 'fixed', points: 9 } },
        goal: { count: 2, per: 'lifetime' },
      },
    ])
    await club.merchant.send('POST', '/v1/customers', { externalId: 'ada', birthday: '1990-08-01' })
    const done = []
    for (const now of ['2026-08-01T10:00:00Z', '2026-08-02T10:00:00Z', '2027-08-01T10:00:00Z']) {
      await club.merchant.setClock(now)
      await app.sweep()
      await app.sweep()
      done.push((await club.me()).missions[0]?.done)
    }
    expect(done).toEqual([1, 1, 2])
    expect((await club.lines()).map(({ kind }) => kind)).toEqual(['goal', 'birthday', 'profile', 'welcome'])
  })
})

describe('a badge on a rule without a goal', () => {
  it('is earned with the first order, and lost with it', async () => {
    club = await openClub(app, [
      { id: 'first', name: 'Welcome', on: 'order.first', badge: 'leaf', earn: { kind: 'nothing' } },
    ])
    await club.merchant.setClock('2026-07-05T00:00:00Z')
    const order = await club.buy('2026-07-02T10:00:00Z')
    expect((await club.me()).badges).toMatchObject([{ ruleId: 'first', icon: 'leaf' }])
    await club.cancel(order)
    expect((await club.me()).badges).toEqual([])
  })
})

describe('a spin', () => {
  it('is a fact: rules listen to it and missions count it', async () => {
    club = await openClub(app, [
      { id: 'luck', name: 'For luck', on: 'wheel.spun', earn: { kind: 'fixed', points: 5 } },
      {
        ...{ id: 'spinner', name: 'Two spins', on: 'wheel.spun', earn: { kind: 'fixed', points: 50 } },
        goal: { count: 2, per: 'month' },
      },
    ])
    const prizes = ['a', 'b'].map(id => ({ id, name: id, award: { kind: 'nothing' }, weight: 1 }))
    const input = { name: 'Wheel', prizes, entry: { free: { count: 5, per: 'day' } } }
    const { body: wheel } = await club.merchant.send<Wheel>('POST', '/v1/wheels', input)
    const spin = (n: number) =>
      club.merchant.sendAs<SpinResult>(
        ...(['ada', 'POST', '/v1/me/spins', { wheelId: wheel.id, clientSeed: 'x' }] as const),
        { idempotencyKey: `fact-${n}` },
      )
    expect((await spin(1)).body.points.available).toBe(5)
    expect((await spin(2)).body.points.available).toBe(60)
    expect((await spin(3)).body.points.available).toBe(65)
    const { body } = await club.merchant.send<Audit>('GET', '/v1/audit')
    expect(body.clean).toBe(true)
  })
})
