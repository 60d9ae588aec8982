import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isConstraint } from '../../../api/store/errors'
import type { Audit, Customer } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { join, openShop } from '../guests/guest'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** What is left of a change that was decided before somebody was erased or merged, and arrives after it. */
const late: Record<string, (merchant: string, customer: string) => string> = {
  orders: (merchant, customer) =>
    `INSERT INTO orders VALUES ('ord_1', '${merchant}', '1', '${customer}', 'paid', 0, 0, 'GBP', 1, 0, '{}', '{}')`,
  events: (merchant, customer) =>
    `INSERT INTO events VALUES ('${merchant}', 'e', '${customer}', 'review', 0, '{}')`,
  consents: (_, customer) => `INSERT INTO consents VALUES ('${customer}', 'terms', 1, '1', 1)`,
  prompts: (_, customer) =>
    `INSERT INTO prompts (id, customer_id, kind, number, shown_at) VALUES ('p', '${customer}', 'wheel', 9, 0)`,
  responses: (merchant, customer) =>
    `INSERT INTO responses (id, merchant_id, kind, customer_id, at, status)
      VALUES ('r', '${merchant}', 'feedback', '${customer}', 0, 'open')`,
  idempotency: (merchant, customer) =>
    `INSERT INTO idempotency VALUES ('${merchant}', 'k', 'f', 200, 'Ada', '${customer}', 0)`,
}

const writes = (statement: string) =>
  app.store.write([app.store.db.run(sql.raw(statement))]).then(
    () => 'written',
    error => (isConstraint(error) ? 'read again' : String(error)),
  )

it.each(Object.entries(late))('takes nothing about somebody erased into %s', async (_, insert) => {
  const shop = await openShop(app)
  const { body } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
  await shop.send('DELETE', `/v1/customers/${body.id}`)
  expect(await writes(insert(shop.id, body.id))).toBe('read again')
  const { body: other } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'bob' })
  expect(await writes(insert(shop.id, other.id))).toBe('written')
})

it.each(['prompts', 'responses'] as const)('takes nothing of a merged guest into %s', async table => {
  const shop = await openShop(app)
  const guest = await join(app, shop)
  await shop.sendAs('ada', 'POST', '/v1/me/merges', { guestToken: guest.token })
  await app.store.write([app.store.db.run(sql.raw(`DELETE FROM ${table} WHERE id IN ('p', 'r')`))])
  expect(await writes(late[table]?.(shop.id, guest.id) ?? '')).toBe('read again')
})

it('knows every table that names a customer', async () => {
  const { store } = app
  const { tables } = await store.read({
    tables: store.db.all<{ name: string }>(sql`SELECT DISTINCT t.name AS name
      FROM sqlite_master t JOIN pragma_table_info(t.name) c
      WHERE t.type = 'table' AND c.name IN ('customer_id', 'advocate_id', 'friend_id') ORDER BY 1`),
  })
  // Whoever adds one adds it to api/privacy too: to person.ts, and to what is forgotten of it.
  expect(tables.map(({ name }) => name)).toEqual([
    ...['allocations', 'codes', 'consents', 'debts', 'earnings', 'events', 'grants', 'guests', 'idempotency'],
    ...[
      'journal',
      'lots',
      'messages',
      'orders',
      'owed_scrubs',
      'progress',
      'prompts',
      'redemptions',
      'referral_visits',
    ],
    ...['referrals', 'responses', 'spins'],
  ])
})

it('forgets the network of a guest after a week', async () => {
  const shop = await openShop(app)
  const guest = await join(app, shop)
  const networkOf = async () => {
    const { rows } = await app.store.read({
      rows: app.store.db.all<{ network: string | null }>(
        sql`SELECT network FROM guests WHERE customer_id = ${guest.id}`,
      ),
    })
    return rows[0]?.network
  }
  await app.sweep()
  expect(await networkOf()).toBeTypeOf('string')
  app.clock.now += 8 * 86_400_000
  await app.sweep()
  expect(await networkOf()).toBeNull()
  expect((await shop.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
})
