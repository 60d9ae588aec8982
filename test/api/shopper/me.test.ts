import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '../../../demo/backend/catalogue'
import { programOf } from '../../../demo/backend/program'
import { surveys } from '../../../demo/backend/surveys'
import { wheel } from '../../../demo/backend/wheel'
import type { Item, Me, Program } from '../../../sdk/contract'
import { Me as MeSchema } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

/** What is the shopper's own is one statement, what the merchant offers to all another, and the credential the third. */
const MOST_STATEMENTS = 3
/** Each is a search of an index, and none waits for another. */
const MOST_LOOKUPS = 40
const MOST_BYTES = 6_000

let app: TestApp
let shop: TestMerchant
/** Items whose price nobody chooses. */
const fixed: string[] = []
beforeAll(async () => {
  app = await openTestApp()
  shop = await app.createMerchant()
  const program = programOf(new Date(app.clock.now), 'https://shop.example/')
  await shop.send<Program>('PUT', '/v1/program', program)
  await shop.send('POST', '/v1/wheels', wheel)
  for (const item of catalogue) {
    const { body } = await shop.send<Item>('POST', '/v1/catalogue', item)
    if (item.price.kind === 'fixed') fixed.push(body.id)
  }
  for (const survey of surveys) await shop.send('POST', '/v1/surveys', survey)
})
afterAll(() => app.close())

async function orderOf(externalId: string, by: string) {
  const placedAt = new Date(app.clock.now).toISOString()
  const { status } = await shop.send('POST', '/v1/orders', {
    ...{ externalId, customer: { externalId: by }, status: 'paid', placedAt, currency: 'GBP', total: 60_000 },
    lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 60_000 }],
  })
  expect(status).toBe(201)
}

/** Somebody who has done everything there is to do. */
async function regular(): Promise<void> {
  await shop.sendAs('ada', 'GET', '/v1/me')
  for (const number of [1, 2, 3]) await orderOf(`1-${number}`, 'ada')
  await shop.sendAs('ada', 'POST', '/v1/me/check-ins', { timeZone: 'Europe/Prague' })
  const { body } = await shop.sendAs<Me>('ada', 'GET', '/v1/me')
  const item = fixed.find(id => body.catalogue[id] === null)
  const bought = await shop.sendAs(
    'ada',
    'POST',
    '/v1/me/redemptions',
    { itemId: item },
    { idempotencyKey: 'k' },
  )
  expect(bought.status).toBe(201)
  const slug = body.referral?.slug
  const visit = await app.request<{ visitId: string }>(
    'POST',
    `/v1/referrals/visits?key=${shop.publishableKey}`,
    {
      body: { slug },
    },
  )
  await shop.sendAs('bob', 'GET', '/v1/me')
  const claim = await shop.sendAs('bob', 'POST', '/v1/referrals/claims', { visitId: visit.body.visitId })
  expect(claim.status).toBe(201)
}

test('everything about a shopper is one read batch and one reply', async () => {
  await regular()
  await app.watch(true)
  const { status, body, text } = await shop.sendAs<Me>('ada', 'GET', '/v1/me')
  const batches = await app.watch(false)
  const [reads, writes] = (['read', 'write'] as const).map(kind =>
    batches.filter(batch => batch.kind === kind),
  )
  const asked = reads?.[0]?.statements ?? []
  const lookups = asked.flatMap(({ sql }) => sql.match(/\br\d+\(c0/g) ?? []).length
  const bytes = Buffer.byteLength(text)
  console.info(
    `GET /v1/me: ${reads?.length} read batch of ${asked.length} statements with ${lookups} look-ups, ${writes?.length} writes, ` +
      `${bytes} bytes (${brotliCompressSync(text).length} brotli)`,
  )
  expect(status).toBe(200)
  expect([reads?.length, writes?.length]).toEqual([1, 0])
  expect(asked.length).toBeLessThanOrEqual(MOST_STATEMENTS)
  expect(lookups).toBeGreaterThan(0)
  expect(lookups).toBeLessThanOrEqual(MOST_LOOKUPS)
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES)

  expect(MeSchema.parse(body)).toEqual(body)
  expect(body.referral).toMatchObject({ joined: 1, completed: 0 })
  expect(body.missions.map(({ ruleId, done, completed }) => [ruleId, done, completed])).toContainEqual([
    'three-orders',
    3,
    true,
  ])
  expect(body.badges.map(({ ruleId }) => ruleId)).toContain('three-orders')
  expect(body.streaks).toMatchObject([{ ruleId: 'week-running', run: 1, doneNow: true }])
  expect(body.checkIn?.open).toBe(false)
  expect(body.prompts.map(({ kind }) => kind)).toContain('survey')
  expect(Object.keys(body.catalogue)).toHaveLength(catalogue.length)
})
