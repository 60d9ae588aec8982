import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { inTwoProcesses } from '../two-processes'
import { type Club, openClub } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** A friend with an address like the advocate's, under review until day 14. */
async function reviewed(referral: Parameters<typeof openClub>[1] = {}) {
  const club = await openClub(app, referral)
  const ada = await club.customer('ada', { email: 'ada@example.com' })
  const grace = await club.customer('grace', { email: 'a.da@example.com' })
  const { id, state } = await club.bring('grace', ada.slug ?? '')
  expect(state).toBe('review')
  return { club, ada, grace, id }
}

const awards = async (club: Club) => [await club.points('ada'), await club.points('grace')]

describe('a review', () => {
  test('that nobody decides pays both at its end', async () => {
    const { club, grace } = await reviewed({ returnDays: 3 })
    await club.order('1', 'grace')
    await club.day(13.99)
    expect(await club.referrals()).toMatchObject([
      { state: 'review', reviewUntil: '2026-03-16T10:00:00.000Z', completesAt: '2026-03-16T10:00:00.000Z' },
    ])
    expect(await awards(club)).toEqual([0, 0])
    await club.day(14)
    expect(await awards(club)).toEqual([200, 50])
    await app.sweep()
    expect(await awards(club)).toEqual([200, 50])
    expect((await club.lines(grace.id)).map(line => line.points).filter(Boolean)).toEqual([50])
    expect((await club.audit()).faults).toEqual([])
  })

  test('ends at once when it is approved', async () => {
    const { club, id } = await reviewed({ returnDays: 3 })
    await club.day(1)
    await club.order('1', 'grace')
    const approved = await club.decide(id, 'approved')
    expect(approved.body).toMatchObject({ state: 'ordered', decision: 'approved', reason: null })
    expect(await awards(club)).toEqual([0, 50])
    expect((await club.decide(id, 'approved')).status).toBe(200)
    expect((await club.decide(id, 'declined')).body.code).toBe('referral_decided')
    await club.day(4)
    expect(await awards(club)).toEqual([200, 50])
    await club.day(20)
    await app.sweep()
    expect(await awards(club)).toEqual([200, 50])
    expect((await club.audit()).faults).toEqual([])
  })

  test('that is declined never pays', async () => {
    const { club, id, grace } = await reviewed()
    const body = { decision: 'declined', reason: 'One and the same person' }
    const declined = await club.merchant.send('PATCH', `/v1/referrals/${id}`, body)
    expect(declined.body).toMatchObject({ state: 'declined', reason: body.reason, completesAt: null })
    expect((await club.decide(id, 'declined')).status).toBe(200)
    expect((await club.decide(id, 'approved')).body.code).toBe('referral_decided')
    await club.order('1', 'grace')
    await club.day(100)
    await app.sweep()
    expect(await awards(club)).toEqual([0, 0])
    expect(await club.referrals('?state=declined')).toHaveLength(1)
    expect((await club.me('grace')).invitation?.state).toBe('declined')
    const held = await club.merchant.send('GET', `/v1/customers/${grace.id}/export`)
    expect(held.text).toContain(id)
    expect(held.text).not.toContain(body.reason)
  })

  test('approved 50 times at once pays once', async () => {
    const { club, id } = await reviewed()
    const all = await Promise.all(Array.from({ length: 50 }, () => club.decide(id, 'approved')))
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await awards(club)).toEqual([0, 50])
    expect((await club.audit()).faults).toEqual([])
  })

  test('is of the merchant whose referral it is', async () => {
    const { club, id } = await reviewed()
    const other = await openClub(app)
    expect((await other.decide(id, 'approved')).body.code).toBe('not_found')
    expect(await other.referrals()).toEqual([])
    expect(await club.referrals('?state=review')).toHaveLength(1)
  })

  test('cannot be decided once it is paid, whether that is booked or not', async () => {
    const { club, id } = await reviewed({ returnDays: 3 })
    await club.order('1', 'grace')
    await club.day(14)
    expect((await club.decide(id, 'declined')).body.code).toBe('referral_decided')
    await app.sweep()
    expect((await club.decide(id, 'declined')).body.code).toBe('referral_decided')
  })
})

describe('a referral nothing is odd about', () => {
  test('is decided once, though two processes decide', async () => {
    const club = await openClub(app)
    const ada = await club.customer('ada')
    const { id } = await club.bring('grace', ada.slug ?? '')
    const both = await inTwoProcesses(app, [
      () => club.decide(id, 'approved'),
      () => club.decide(id, 'declined'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const said = both.find(({ status }) => status === 200)?.body.decision
    expect(await club.referrals()).toMatchObject([{ decision: said }])
    expect((await club.audit()).faults).toEqual([])
  })

  test('can be declined until it is paid; the friend keeps theirs', async () => {
    const club = await openClub(app)
    const ada = await club.customer('ada')
    const { id } = await club.bring('grace', ada.slug ?? '')
    await club.order('1', 'grace')
    await club.day(13)
    expect((await club.decide(id, 'declined')).body.state).toBe('declined')
    await club.day(30)
    await app.sweep()
    expect(await awards(club)).toEqual([0, 50])
    expect((await club.audit()).faults).toEqual([])
  })
})
