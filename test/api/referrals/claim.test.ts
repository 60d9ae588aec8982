import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { type Club, openClub, toldTo } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const slugOf = async (club: Club, externalId: string, profile: object = {}) =>
  (await club.customer(externalId, profile)).slug ?? ''

const visitOf = async (club: Club, slug: string) => (await club.visit(slug)).body.visitId

describe('a claim', () => {
  test('again changes nothing', async () => {
    const club = await openClub(app)
    const slug = await slugOf(club, 'ada')
    const first = await club.bring('grace', slug)
    const again = await club.claim('grace', first.visitId)
    expect(again.status).toBe(200)
    expect(again.body).toEqual({ id: first.id, state: 'joined', earned: first.earned })
    const elsewhere = await club.claim('grace', await visitOf(club, slug))
    expect([elsewhere.status, elsewhere.body.id]).toEqual([200, first.id])
    await club.day(100)
    expect((await club.claim('grace', first.visitId)).status).toBe(200)
    expect(await club.points('grace')).toBe(50)
  })

  test('50 times at once, for two advocates, has one effect', async () => {
    const club = await openClub(app)
    const visits = [
      await visitOf(club, await slugOf(club, 'ada')),
      await visitOf(club, await slugOf(club, 'lin')),
    ]
    await club.customer('grace')
    const claims = await Promise.all(
      Array.from({ length: 50 }, (_, i) => club.claim('grace', visits[i % 2] ?? '', `192.0.2.${i}`)),
    )
    expect(claims.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(claims.filter(({ status }) => status === 200)).toHaveLength(24)
    expect(claims.filter(({ body }) => body.code === 'already_referred')).toHaveLength(25)
    expect(await club.points('grace')).toBe(50)
    expect(await club.referrals()).toHaveLength(1)
    expect((await club.audit()).faults).toEqual([])
  })

  test('is too late when the visit has been forgotten', async () => {
    const club = await openClub(app, { windowDays: 7 })
    const visitId = await visitOf(club, await slugOf(club, 'ada'))
    await club.day(7)
    expect((await club.claim('grace', visitId)).body.code).toBe('referral_expired')
  })

  test('of oneself is refused, by account or by address', async () => {
    const club = await openClub(app)
    const visitId = await visitOf(club, await slugOf(club, 'ada', { email: 'Ada@example.com' }))
    await club.customer('ada-2', { email: 'aDA@example.com' })
    expect((await club.claim('ada', visitId)).body.code).toBe('self_referral')
    expect((await club.claim('ada-2', visitId)).body.code).toBe('self_referral')
  })

  test('of one another is refused, also at the same moment', async () => {
    const club = await openClub(app)
    const [ada, lin] = [await slugOf(club, 'ada'), await slugOf(club, 'lin')]
    const [ofAda, ofLin] = [await visitOf(club, ada), await visitOf(club, lin)]
    const both = await Promise.all([club.claim('lin', ofAda), club.claim('ada', ofLin)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('self_referral')
  })

  test('of somebody who has ordered is refused, cancelled or not', async () => {
    const club = await openClub(app)
    const visitId = await visitOf(club, await slugOf(club, 'ada'))
    await club.order('1', 'grace')
    await club.merchant.send('POST', '/v1/orders/1/cancel', {})
    await club.order('2', 'joan', { status: 'pending' })
    expect((await club.claim('grace', visitId)).body.code).toBe('existing_customer')
    expect((await club.claim('joan', visitId)).status).toBe(201)
  })

  test('of another advocate is refused', async () => {
    const club = await openClub(app)
    await club.bring('grace', await slugOf(club, 'ada'))
    const second = await club.claim('grace', await visitOf(club, await slugOf(club, 'lin')))
    expect(second.body.code).toBe('already_referred')
  })
})

describe('an odd claim', () => {
  const flagsOf = async (club: Club) => (await club.referrals('?state=review')).map(({ flags }) => flags)

  test('is flagged for an address like that of the advocate or of another friend', async () => {
    const club = await openClub(app)
    const slug = await slugOf(club, 'ada', { email: 'ada.lovelace@gmail.com' })
    await club.customer('grace', { email: 'AdaLovelace+shop@googlemail.com' })
    await club.customer('lin', { email: 'lin@example.com' })
    await club.customer('lin-2', { email: 'l.in+2@example.com' })
    expect((await club.bring('grace', slug)).state).toBe('review')
    expect((await club.bring('lin', slug)).state).toBe('joined')
    expect((await club.bring('lin-2', slug)).earned).toEqual({ points: 0, spins: 0, rewards: 0 })
    expect(await flagsOf(club)).toEqual([['similar_email'], ['similar_email']])
    expect(await toldTo(app, club.merchant.id)).toEqual(['referral.review', 'referral.review'])
  })

  test('is flagged for the very address of another friend', async () => {
    const club = await openClub(app)
    const slug = await slugOf(club, 'ada')
    await club.customer('lin', { email: 'lin@example.com' })
    await club.customer('lin-2', { email: 'LIN@example.com' })
    for (const friend of ['lin', 'lin-2']) await club.bring(friend, slug)
    expect(await flagsOf(club)).toEqual([['same_email']])
  })

  test('is flagged from the fourth of one network on, also at once', async () => {
    const club = await openClub(app)
    const slugs = [await slugOf(club, 'ada'), await slugOf(club, 'lin')]
    const visits = await Promise.all(slugs.map(slug => visitOf(club, slug)))
    const claims = await Promise.all(
      Array.from({ length: 6 }, (_, i) => club.claim(`friend-${i}`, visits[i % 2] ?? '', '192.0.2.200')),
    )
    expect(claims.map(({ body }) => body.state).sort()).toEqual([
      'joined',
      'joined',
      'joined',
      'review',
      'review',
      'review',
    ])
    expect(await flagsOf(club)).toEqual(Array(3).fill(['same_network']))
  })

  test('is flagged in a burst of one advocate', async () => {
    const club = await openClub(app, { burst: 2 })
    const slug = await slugOf(club, 'ada')
    for (const friend of ['a', 'b', 'c']) await club.bring(friend, slug)
    await club.day(1)
    await club.bring('d', slug)
    expect(await flagsOf(club)).toEqual([['burst']])
  })

  const stateOf = ({ body }: { body: { state: string } }) => body.state
  /** Each from a network of its own, and none before all have seen what there was. */
  async function claimAtOnce(club: Club, slug: string, friends: string[]) {
    const visits = await Promise.all(friends.map(() => visitOf(club, slug)))
    await app.meet(friends.length)
    const claims = friends.map((friend, i) => club.claim(friend, visits[i] ?? ''))
    return Promise.all(claims).finally(() => app.meet(0))
  }

  test('is flagged in a burst of one advocate from many networks at once', async () => {
    const club = await openClub(app, { burst: 2 })
    const slug = await slugOf(club, 'ada')
    const claims = await claimAtOnce(club, slug, ['a', 'b', 'c', 'd', 'e', 'f'])
    expect(claims.map(stateOf).sort()).toEqual(['joined', 'joined', 'review', 'review', 'review', 'review'])
    expect(await flagsOf(club)).toEqual(Array(4).fill(['burst']))
    expect((await club.audit()).faults).toEqual([])
  })

  test('is flagged for an address like that of another friend who claims at once', async () => {
    const club = await openClub(app)
    const slug = await slugOf(club, 'ada')
    await club.customer('lin', { email: 'lin@example.com' })
    await club.customer('lin-2', { email: 'l.in+2@example.com' })
    const claims = await claimAtOnce(club, slug, ['lin', 'lin-2'])
    expect(claims.map(stateOf).sort()).toEqual(['joined', 'review'])
    expect(await flagsOf(club)).toEqual([['similar_email']])
  })
})
