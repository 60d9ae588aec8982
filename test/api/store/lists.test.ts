import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { prize, wheelOf } from '../wheel/wheels'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** How SQLite goes about a statement, a step a line. */
async function planOf(text: string, params: unknown[]): Promise<string[]> {
  const parts = text
    .split('?')
    .flatMap((part, i) => (i === 0 ? [sql.raw(part)] : [sql`${params[i - 1]}`, sql.raw(part)]))
  const plan = app.store.db.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${sql.join(parts)}`)
  return (await app.store.read({ plan })).plan.map(({ detail }) => detail)
}

test.each(['referrals', 'referrals?state=review', 'redemptions', 'messages'])(
  'a page of %s is read in the order of an index, however many there are',
  async path => {
    const merchant = await app.createMerchant()
    await app.watch(true)
    expect((await merchant.send('GET', `/v1/${path}`)).status).toBe(200)
    const [batch] = await app.watch(false)
    const asked = batch?.statements.find(({ name }) => name === 'rows')
    const plan = await planOf(asked?.sql ?? '', asked?.params ?? [])
    expect(plan[0]).toMatch(/^SEARCH \w+ USING INDEX \w+_merchant \(merchant_id=\?/)
    expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY')
  },
)

test('the next code of a pool and how many are left are looked up, however many there are', async () => {
  const merchant = await app.createMerchant()
  const pooled = prize('code', 1, { award: { kind: 'pool', pool: 'summer', name: 'Code' } })
  const wheel = wheelOf([pooled, prize('points', 1)])
  const { body } = await merchant.send<{ id: string }>('POST', '/v1/wheels', wheel)
  await app.watch(true)
  expect((await merchant.send('GET', `/v1/wheels/${body.id}/odds`)).status).toBe(200)
  const batches = await app.watch(false)
  const asked = batches.flatMap(({ statements }) => statements).find(({ name }) => name === 'pools')
  const plan = await planOf(asked?.sql ?? '', asked?.params ?? [])
  expect(plan).toContainEqual(
    expect.stringMatching(/^SEARCH code USING .*INDEX pool_codes_left .*AND pool>\?/),
  )
  expect(plan.filter(step => /^SCAN (pool_codes|code|found)\b/.test(step))).toEqual([])
})
