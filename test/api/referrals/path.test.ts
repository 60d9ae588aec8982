import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InvitedFriend, Page, ReferralReport } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { type Club, openClub, toldTo } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function advocate(club: Club) {
  const ada = await club.customer('ada', { name: 'Ada Lovelace', email: 'ada@example.com' })
  return { ada, slug: ada.slug ?? '' }
}

describe('a referral', () => {
  test('goes from a link to both awards', async () => {
    const club = await openClub(app)
    const { ada, slug } = await advocate(club)
    const link = (await club.me('ada')).referral?.link
    expect(link).toBe(`https://shop.example/?from=mail&ref=${slug}`)
    const { status, body: visit } = await club.visit(slug, '203.0.113.9')
    expect([status, visit.advocate.name, visit.expiresAt]).toEqual([201, 'Ada', '2026-04-01T10:00:00.000Z'])
    const claimed = await club.claim('grace', visit.visitId)
    expect([claimed.status, claimed.body.state, claimed.body.earned.points]).toEqual([201, 'joined', 50])
    expect((await club.me('grace')).invitation).toEqual({ from: 'Ada', state: 'joined' })
    await club.day(2)
    await club.order('1', 'grace')
    expect(await club.referrals()).toMatchObject([
      { state: 'ordered', order: '1', completesAt: '2026-03-18T10:00:00.000Z', completedAt: null, flags: [] },
    ])
    await club.day(15.99)
    expect(await club.points('ada')).toBe(0)
    await club.day(16)
    expect((await club.me('ada')).referral).toEqual({ slug, link, visits: 1, joined: 1, completed: 1 })
    expect(await club.points('ada')).toBe(200)
    expect((await club.lines(ada.id)).filter(line => line.kind === 'referral')).toEqual([])
    await club.merchant.send('PATCH', `/v1/customers/${ada.id}`, { birthday: '1990-01-01' })
    const [paid] = (await club.lines(ada.id)).filter(line => line.kind === 'referral')
    expect(paid).toMatchObject({
      points: 200,
      source: `referral:${claimed.body.id}`,
      at: '2026-03-18T10:00:00.000Z',
    })
    expect(await toldTo(app, club.merchant.id)).toContain('referral.completed')
    expect((await club.audit()).faults).toEqual([])
  })

  test('is paid by the sweep, with nobody asking, once', async () => {
    const club = await openClub(app)
    const { ada, slug } = await advocate(club)
    await club.bring('grace', slug)
    await club.order('1', 'grace')
    await club.day(14)
    await Promise.all([app.sweep(), app.sweep()])
    await app.sweep()
    expect((await club.lines(ada.id)).filter(line => line.kind === 'referral')).toHaveLength(1)
    expect(await club.referrals('?state=completed')).toMatchObject([
      { completedAt: '2026-03-16T10:00:00.000Z' },
    ])
    expect((await club.audit()).faults).toEqual([])
  })

  test('shows each friend by first name', async () => {
    const club = await openClub(app)
    const { slug } = await advocate(club)
    await club.customer('grace', { name: 'Grace Hopper' })
    for (const friend of ['grace', 'lin']) await club.bring(friend, slug)
    await club.order('1', 'grace')
    const page = (query: string) =>
      club.merchant.sendAs<Page<InvitedFriend>>('ada', 'GET', `/v1/me/referrals?${query}`)
    const { body: first } = await page('limit=1')
    const { body: rest } = await page(`cursor=${first.nextCursor}`)
    expect(rest.nextCursor).toBeNull()
    const friends = [...first.data, ...rest.data].map(({ name, state }) => `${name} ${state}`)
    expect(friends.sort()).toEqual(['Grace ordered', 'null joined'])
  })

  test('pays a milestone when so many friends have kept their orders', async () => {
    const milestone = {
      ...({ id: 'two', name: 'Two friends', on: 'referral.completed' } as const),
      ...({ goal: { count: 2, per: 'lifetime' }, earn: { kind: 'fixed', points: 1000 } } as const),
    }
    const club = await openClub(app, {}, { rules: [milestone] })
    const { slug } = await advocate(club)
    for (const [i, friend] of ['grace', 'lin', 'joan'].entries()) {
      await club.bring(friend, slug)
      await club.order(`${i}`, friend)
      await club.day(14 * (i + 1))
      await app.sweep()
      expect(await club.points('ada')).toBe(i === 0 ? 0 : 1000)
    }
    expect((await club.audit()).faults).toEqual([])
  })

  test('is counted step by step in the report', async () => {
    const club = await openClub(app)
    const { slug } = await advocate(club)
    await club.visit(slug)
    for (const friend of ['grace', 'lin', 'joan']) await club.bring(friend, slug)
    await club.order('1', 'grace')
    await club.day(1)
    await club.order('2', 'lin')
    await club.day(14)
    await club.visit(slug)
    const report = async (query = '') =>
      (await club.merchant.send<ReferralReport>('GET', `/v1/reports/referrals${query}`)).body
    const all = { visits: 5, claims: 3, inReview: 0, ordered: 2, completed: 1, declined: 0, advocates: 1 }
    expect(await report()).toEqual(all)
    await app.sweep()
    expect(await report()).toEqual(all)
    expect(await report('?until=2026-03-03T00:00:00Z')).toEqual({ ...all, visits: 4 })
    expect(await report('?from=2026-03-03T00:00:00Z')).toMatchObject({ visits: 1, claims: 0, completed: 0 })
  })
})

describe('a visit', () => {
  test('is the same one from one network all day, and stores no address', async () => {
    const club = await openClub(app)
    const { slug } = await advocate(club)
    const [one, two] = [await club.visit(slug, '198.51.100.77'), await club.visit(slug, '198.51.100.77')]
    expect([one.status, two.status, two.body.visitId]).toEqual([201, 200, one.body.visitId])
    expect((await club.visit(slug, '198.51.100.78')).status).toBe(201)
    expect((await club.me('ada')).referral?.visits).toBe(2)
    const { rows } = await app.store.read({
      rows: app.store.db.all<{ network: string }>('SELECT network FROM referral_visits'),
    })
    expect(JSON.stringify(rows)).not.toContain('198.51')
  })

  test('50 times at once is one', async () => {
    const club = await openClub(app)
    const { slug } = await advocate(club)
    const visits = await Promise.all(Array.from({ length: 50 }, () => club.visit(slug, '198.51.100.79')))
    expect(new Set(visits.map(({ body }) => body.visitId)).size).toBe(1)
    expect(visits.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('leads to nobody who is not there', async () => {
    const [club, other] = [await openClub(app), await openClub(app)]
    const { slug } = await advocate(club)
    expect((await club.visit('nobody')).body.code).toBe('not_found')
    expect((await other.visit(slug)).body.code).toBe('not_found')
    const { body } = await club.visit(slug)
    expect((await other.claim('grace', body.visitId)).body.code).toBe('not_found')
    await club.merchant.setProgram({})
    expect((await club.visit(slug)).body.code).toBe('referrals_closed')
    expect((await club.claim('grace', body.visitId)).body.code).toBe('referrals_closed')
    expect((await club.me('ada')).referral).toBeNull()
  })
})
