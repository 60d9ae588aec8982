import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

interface Asked {
  toSQL(): { sql: string; params: unknown[] }
}

/** How SQLite goes about a statement, a step a line. */
async function planOf(asked: Asked): Promise<string[]> {
  const { sql: text, params } = asked.toSQL()
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
    const read = vi.spyOn(app.store, 'read')
    expect((await merchant.send('GET', `/v1/${path}`)).status).toBe(200)
    const [{ rows: asked }] = read.mock.calls[0] as unknown as [{ rows: Asked }]
    read.mockRestore()
    const plan = await planOf(asked)
    expect(plan[0]).toMatch(/^SEARCH \w+ USING INDEX \w+_merchant \(merchant_id=\?/)
    expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY')
  },
)
