import { afterAll, beforeAll, expect, test } from 'vitest'
import { idempotency } from '../../../api/http/table'
import { referrals, visits } from '../../../api/referrals/table'
import { openTestApp, type TestApp } from '../app'
import { DAY_MS, openClub } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const kept = () =>
  app.store.read({
    visits: app.store.db.select().from(visits),
    referrals: app.store.db.select().from(referrals),
  })

test('what the page was told of an advocate is not kept when they are erased', async () => {
  const club = await openClub(app)
  const ada = await club.customer('ada', { name: 'Canarina Smith' })
  const path = `/v1/referrals/visits?key=${club.merchant.publishableKey}`
  const visit = () => app.request('POST', path, { body: { slug: ada.slug }, idempotencyKey: 'visit' })
  expect((await visit()).text).toContain('Canarina')
  expect((await visit()).headers.get('Idempotent-Replayed')).toBe('true')
  await club.merchant.send('DELETE', `/v1/customers/${ada.id}`)
  const { replies } = await app.store.read({ replies: app.store.db.select().from(idempotency) })
  expect(replies.filter(({ customerId }) => customerId === ada.id)).toEqual([])
})

test('networks are forgotten after a week, look-alike addresses after ninety days', async () => {
  const club = await openClub(app)
  const ada = await club.customer('ada')
  await club.customer('grace', { email: 'grace@example.com' })
  await club.bring('grace', ada.slug ?? '', '192.0.2.1')
  const start = app.clock.now
  const after = async (days: number) => {
    app.clock.now = start + days * DAY_MS
    await app.sweep()
    const {
      visits: [visit],
      referrals: [referral],
    } = await kept()
    return [visit?.network !== visit?.id, referral?.network !== null, referral?.emailKey !== null]
  }
  expect(JSON.stringify(await kept())).not.toMatch(/192\.0\.2|grace@/)
  expect(await after(7)).toEqual([true, true, true])
  expect(await after(7.01)).toEqual([false, false, true])
  expect(await after(90)).toEqual([false, false, true])
  expect(await after(90.01)).toEqual([false, false, false])
  const { body, status } = await club.visit(ada.slug ?? '', '192.0.2.1')
  expect([status, body.visitId]).not.toEqual([200, (await kept()).visits[0]?.id])
})
