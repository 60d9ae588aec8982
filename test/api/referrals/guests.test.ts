import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClaimResult, MergeResult, ProgramInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { GUESTS, join } from '../guests/guest'
import { openClub, RULES } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** Ada, who has a link, and Gus, who has joined without an account and claimed it. */
async function claimedByGuest(profile: object = {}, program: Partial<ProgramInput> = {}) {
  const club = await openClub(app, {}, { guests: GUESTS, ...program })
  const ada = await club.customer('ada', profile)
  const gus = await join(app, club.merchant)
  const { body: visit } = await club.visit(ada.slug ?? '')
  const claim = () => gus.send<ClaimResult>('POST', '/v1/referrals/claims', { visitId: visit.visitId })
  const { status, body } = await claim()
  expect(status).toBe(201)
  const become = (externalId: string) =>
    club.merchant.sendAs<MergeResult>(externalId, 'POST', '/v1/me/merges', { guestToken: gus.token })
  return { club, ada, gus, visit, claimed: body, claim, become }
}

test('a guest claims, becomes a customer, orders, and both are paid', async () => {
  const { club, claimed, become, visit } = await claimedByGuest()
  expect(claimed).toMatchObject({ state: 'joined', earned: { points: 50 } })
  expect((await become('grace')).body.points).toBe(50)
  const again = await club.claim('grace', visit.visitId)
  expect([again.status, again.body]).toEqual([200, claimed])
  await club.order('1', 'grace')
  await club.day(14)
  await app.sweep()
  expect([await club.points('ada'), await club.points('grace')]).toEqual([200, 50])
  expect((await club.audit()).faults).toEqual([])
})

test('a guest whose address is like the advocate’s waits, and is paid as the customer they become', async () => {
  const { club, claimed, become } = await claimedByGuest({ email: 'g.us@example.com' })
  expect(claimed.state).toBe('review')
  await become('grace')
  await club.day(14)
  await app.sweep()
  expect(await club.points('grace')).toBe(50)
  expect((await club.audit()).faults).toEqual([])
})

test('a guest who is the advocate is paid for nobody, whatever the merchant decides', async () => {
  const { club, claimed, become } = await claimedByGuest({ email: 'g.us@example.com' })
  expect((await become('ada')).status).toBe(200)
  expect((await club.decide(claimed.id, 'approved')).body).toMatchObject({
    decision: 'approved',
    order: null,
  })
  await club.day(30)
  await app.sweep()
  expect(await club.points('ada')).toBe(0)
  expect((await club.audit()).faults).toEqual([])
})

test('a guest has no link', async () => {
  const { club, gus } = await claimedByGuest()
  const me = await gus.send<{ referral: unknown; invitation: { from: string | null } }>('GET', '/v1/me')
  expect([me.body.referral, me.body.invitation]).toEqual([null, { from: null, state: 'joined' }])
  expect((await gus.send('GET', '/v1/me/referrals')).status).toBe(403)
  expect((await club.visit(gus.id.slice(-10))).status).toBe(404)
})

test('an advocate who has been erased is nobody’s any more', async () => {
  const { club, ada, visit } = await claimedByGuest()
  const erased = await club.merchant.send('DELETE', `/v1/customers/${ada.id}`)
  expect(erased.status).toBeLessThan(300)
  expect((await club.visit(ada.slug ?? '')).body.code).toBe('not_found')
  expect((await club.claim('lin', visit.visitId)).body.code).toBe('not_found')
  await club.order('1', 'grace', { referral: ada.slug })
  expect(await club.referrals()).toHaveLength(1)
  expect((await club.audit()).faults).toEqual([])
})

test('a referral whose friend has been erased can still be declined', async () => {
  const { club, claimed, gus } = await claimedByGuest({ email: 'g.us@example.com' })
  await club.merchant.send('DELETE', `/v1/customers/${gus.id}`)
  expect((await club.decide(claimed.id, 'declined')).body.state).toBe('declined')
  await club.day(30)
  await app.sweep()
  expect((await club.audit()).faults).toEqual([])
})

test('whoever was brought already gets nothing more by joining as a guest first', async () => {
  const { club, gus, become } = await claimedByGuest()
  const bob = await club.customer('bob')
  await club.bring('grace', bob.slug ?? '')
  expect((await become('grace')).body).toMatchObject({ merged: true, points: 0 })
  expect(await club.points('grace')).toBe(50)
  const taken = (await club.lines(gus.id)).find(({ kind }) => kind === 'clawback')
  expect(taken?.points).toBe(-50)
  await club.order('1', 'grace')
  await club.day(30)
  await app.sweep()
  expect([await club.points('ada'), await club.points('bob')]).toEqual([0, 200])
  expect((await club.audit()).faults).toEqual([])
})

test('an advocate who follows their own link as a guest keeps nothing of it, not even a code', async () => {
  const reward = { kind: 'amount', amount: 500, currency: 'GBP' }
  const rules = [
    ...RULES,
    { id: 'code', name: 'A fiver', on: 'referral.claimed', earn: { kind: 'reward', reward, validDays: 30 } },
    { id: 'turns', name: 'Spins', on: 'referral.claimed', earn: { kind: 'spins', spins: 2 } },
  ]
  const { club, claimed, become } = await claimedByGuest({}, { rules: rules as typeof RULES })
  expect(claimed.earned).toEqual({ points: 50, spins: 2, rewards: 1 })
  expect((await become('ada')).body).toEqual({ merged: true, points: 0, spins: 0, codes: 0 })
  const me = await club.me('ada')
  expect([me.points.available, me.spins, me.codes]).toEqual([0, 0, []])
  expect((await club.audit()).faults).toEqual([])
})

test('an order that was paid before the claim keeps a referral back, also if it was cancelled since', async () => {
  const club = await openClub(app, {}, { guests: GUESTS })
  const ada = await club.customer('ada')
  await club.order('1', 'grace')
  await club.order('1', 'grace', { status: 'cancelled' })
  const { body: visit } = await club.visit(ada.slug ?? '')
  expect((await club.claim('grace', visit.visitId)).body.code).toBe('existing_customer')
  await club.day(1)
  const gus = await join(app, club.merchant)
  expect((await gus.send('POST', '/v1/referrals/claims', { visitId: visit.visitId })).status).toBe(201)
  const merged = await club.merchant.sendAs<MergeResult>('grace', 'POST', '/v1/me/merges', {
    guestToken: gus.token,
  })
  expect(merged.body).toMatchObject({ merged: true, points: 0 })
  expect((await club.me('grace')).invitation).toBeNull()
  expect((await club.audit()).faults).toEqual([])
})
