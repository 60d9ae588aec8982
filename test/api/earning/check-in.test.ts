import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CheckInResult, Customer, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { type Club, openClub } from './club'

let app: TestApp
let club: Club
beforeAll(async () => {
  app = await openTestApp()
})
afterEach(async () => expect(await club.faults()).toEqual([]))
afterAll(() => app.close())

const DAILY = {
  id: 'daily',
  name: 'Daily check-in',
  on: 'check-in',
  earn: { kind: 'fixed', points: 1 },
} as const
const THREE_DAYS = {
  ...{ id: 'three-days', name: 'Three days running', on: 'check-in' },
  badge: 'flame',
  earn: { kind: 'fixed', points: 30 },
  streak: { count: 3, per: 'day', freezes: 1 },
} as const

const checkIn = (body: object = {}) =>
  club.merchant.sendAs<CheckInResult & { code: string }>('ada', 'POST', '/v1/me/check-ins', body)

async function checkInOn(day: string, body: object = {}) {
  await club.merchant.setClock(`${day}T12:00:00Z`)
  return checkIn(body)
}

describe('a check-in', () => {
  it('pays once a day and says when the next one is', async () => {
    club = await openClub(app, [DAILY])
    const { status, body } = await checkInOn('2026-07-02')
    expect(status).toBe(201)
    expect(body).toEqual({
      ...{ day: '2026-07-02', earned: { points: 1, spins: 0, rewards: 0 } },
      nextAt: '2026-07-03T00:00:00.000Z',
    })
    const again = await checkIn()
    expect([again.status, again.body.code]).toEqual([409, 'already_checked_in'])
    expect((await club.me()).checkIn).toEqual({ open: false, nextAt: '2026-07-03T00:00:00.000Z' })
    expect((await checkInOn('2026-07-03')).status).toBe(201)
    expect((await club.me()).points.available).toBe(2)
  })

  it('has one effect when 50 are sent at once', async () => {
    club = await openClub(app, [DAILY, THREE_DAYS])
    const answers = await Promise.all(Array.from({ length: 50 }, () => checkIn()))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array(49).fill(409)])
    const me = await club.me()
    expect([me.points.available, me.streaks[0]?.run]).toEqual([1, 1])
  })

  it('has its line also when it earns nothing today', async () => {
    club = await openClub(app, [THREE_DAYS])
    expect((await checkInOn('2026-07-02')).body.earned).toEqual({ points: 0, spins: 0, rewards: 0 })
    const [line] = await club.lines()
    expect(line).toMatchObject({ kind: 'check-in', source: 'check-in:2026-07-02', points: 0 })
  })

  it('remembers the zone of the device and counts its days', async () => {
    club = await openClub(app, [DAILY])
    await club.merchant.setClock('2026-07-02T22:30:00Z')
    expect((await checkIn({ timeZone: 'Europe/Prague' })).body).toMatchObject({
      ...{ day: '2026-07-03', nextAt: '2026-07-03T22:00:00.000Z' },
    })
    const { body } = await club.merchant.send<Page<Customer>>('GET', '/v1/customers?externalId=ada')
    expect(body.data[0]?.timeZone).toBe('Europe/Prague')
  })

  it('wins nothing by hopping west', async () => {
    club = await openClub(app, [DAILY])
    await club.merchant.setClock('2026-07-02T11:00:00Z')
    expect((await checkIn({ timeZone: 'Pacific/Kiritimati' })).body.day).toBe('2026-07-03')
    for (const timeZone of ['Europe/Prague', 'Pacific/Pago_Pago'])
      expect((await checkIn({ timeZone })).body.code).toBe('already_checked_in')
    await club.merchant.setClock('2026-07-03T23:30:00Z')
    expect((await checkIn({ timeZone: 'UTC' })).status).toBe(409)
    expect((await club.me()).points.available).toBe(1)
  })

  it('is not found where no rule listens, or nobody is known', async () => {
    club = await openClub(app, [{ ...DAILY, active: false }])
    expect((await checkIn()).body.code).toBe('not_found')
    expect((await club.me()).checkIn).toBeNull()
    await club.merchant.setProgram({ rules: [DAILY] })
    const nobody = await club.merchant.sendAs<{ code: string }>('bob', 'POST', '/v1/me/check-ins', {})
    expect([nobody.status, nobody.body.code]).toEqual([404, 'not_found'])
  })

  it('counts from the last one when its rules come and go', async () => {
    club = await openClub(app, [DAILY])
    await checkInOn('2026-07-02')
    await club.merchant.setProgram({ rules: [{ ...DAILY, id: 'other' }] })
    expect((await checkIn()).body.code).toBe('already_checked_in')
  })
})

describe('a streak of check-ins', () => {
  it('pays, lives through a frozen day, and breaks', async () => {
    club = await openClub(app, [THREE_DAYS])
    await checkInOn('2026-07-02')
    await checkInOn('2026-07-04')
    expect((await club.me()).streaks).toMatchObject([
      { per: 'day', run: 2, goal: 3, freezesLeft: 0, doneNow: true, endsAt: '2026-07-06T00:00:00.000Z' },
    ])
    expect((await checkInOn('2026-07-05')).body.earned.points).toBe(30)
    const paid = await club.me()
    expect(paid.streaks).toMatchObject([{ run: 3, goal: 6, freezesLeft: 1 }])
    expect(paid.badges).toMatchObject([{ ruleId: 'three-days', icon: 'flame' }])
    const goals = (await club.lines()).filter(({ kind }) => kind === 'goal')
    expect(goals).toMatchObject([{ source: 'streak:three-days:20639', points: 30 }])
    await club.merchant.setClock('2026-07-08T00:00:00Z')
    expect((await club.me()).streaks).toMatchObject([{ run: 0, goal: 3, freezesLeft: 1, endsAt: null }])
    await checkInOn('2026-07-08')
    expect((await club.me()).streaks).toMatchObject([{ run: 1, goal: 3 }])
    expect((await club.me()).points.available).toBe(30)
  })

  it('of weeks counts any fact', async () => {
    club = await openClub(app, [
      {
        ...{ id: 'weekly', name: 'Every week', on: 'visit.shop', earn: { kind: 'fixed', points: 20 } },
        streak: { count: 2, per: 'week' },
      },
    ])
    await club.merchant.setClock('2026-07-20T00:00:00Z')
    const visits = ['2026-07-01', '2026-07-05', '2026-07-06', '2026-07-12'].map(
      day => () => club.event('visit.shop', `${day}T10:00:00Z`),
    )
    const earned: number[] = []
    for (const visit of visits) earned.push((await visit()).points)
    expect(earned).toEqual([0, 0, 20, 0])
  })
})
