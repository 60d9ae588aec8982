import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Audit, Customer, SpinResult, Wheel } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { join, openShop } from './guest'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  const { store } = app
  const triggers = ['journal_no_update', 'journal_no_delete', 'prompts_of_nobody']
  await store.write(triggers.map(name => store.db.run(sql.raw(`DROP TRIGGER ${name}`))))
})
afterAll(() => app.close())

interface Merged {
  shop: TestMerchant
  id: string
  guestId: string
  /** Somebody who is still a guest. */
  strangerId: string
}

async function openMerged(): Promise<Merged> {
  const shop = await openShop(app)
  const wheel = await shop.send<Wheel>('POST', '/v1/wheels', {
    ...{ name: 'Wheel', guests: true, entry: { free: { count: 1, per: 'lifetime' } } },
    prizes: ['a', 'b'].map(id => ({
      ...{ id, name: id, weight: 1, award: { kind: 'amount', amount: 100, currency: 'GBP' } },
    })),
  })
  const guest = await join(app, shop)
  const seed = { wheelId: wheel.body.id, clientSeed: 'paper boat' }
  await guest.send<SpinResult>('POST', '/v1/me/spins', seed, { idempotencyKey: 's' })
  const path = `/v1/customers/${guest.id}/adjustments`
  await shop.send('POST', path, { points: 40, reason: 'A gift' }, { idempotencyKey: 'g' })
  const { body } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
  await shop.sendAs('ada', 'POST', '/v1/me/merges', { guestToken: guest.token })
  const stranger = await join(app, shop, { email: 'stranger@example.com' })
  return { shop, id: body.id, guestId: guest.id, strangerId: stranger.id }
}

const ofGuest = ({ guestId }: Merged) => `customer_id = '${guestId}'`

const corruptions: [what: string, faults: string[], corrupt: (merged: Merged) => string][] = [
  [
    'a customer who got more than the guest gave',
    ['balance', 'lot', 'merged', 'totals'],
    ({ id }) => `UPDATE journal SET points = points + 1 WHERE customer_id = '${id}' AND kind = 'merge'`,
  ],
  [
    'a guest whose lines name somebody else',
    ['merged', 'merged_once'],
    merged => `UPDATE journal SET source = 'merge:cus_x' WHERE ${ofGuest(merged)} AND kind = 'merge'`,
  ],
  [
    'a merge that is nowhere but in the books',
    ['merged_once'],
    ({ guestId }) => `UPDATE customers SET merged_into = NULL WHERE id = '${guestId}'`,
  ],
  [
    'a merge the books know nothing of',
    ['merged_once'],
    ({ id, strangerId }) => `UPDATE customers SET merged_into = '${id}' WHERE id = '${strangerId}'`,
  ],
  [
    'a code that stayed with the guest',
    ['merged_left'],
    ({ id, guestId }) => `UPDATE codes SET customer_id = '${guestId}' WHERE customer_id = '${id}'`,
  ],
  [
    'a prompt that stayed with the guest',
    ['merged_left'],
    ({ guestId }) =>
      `INSERT INTO prompts (id, customer_id, kind, number, shown_at) VALUES ('prm_${guestId}', '${guestId}', 'wheel', 1, 0)`,
  ],
  [
    'points that stayed with the guest',
    ['lot_remaining', 'merged_left', 'totals'],
    merged => `UPDATE lots SET remaining = 1 WHERE ${ofGuest(merged)}`,
  ],
  [
    'a guest who was not counted',
    ['guests_day'],
    ({ strangerId }) => `UPDATE guests SET number_of_day = 9 WHERE customer_id = '${strangerId}'`,
  ],
]

const auditOf = async (shop: TestMerchant) => (await shop.send<Audit>('GET', '/v1/audit')).body

it.each(corruptions)('the audit notices %s', async (_, faults, corrupt) => {
  const [merged, other] = [await openMerged(), await openMerged()]
  expect((await auditOf(merged.shop)).faults).toEqual([])
  await app.store.write([app.store.db.run(sql.raw(corrupt(merged)))])
  const audit = await auditOf(merged.shop)
  expect([...new Set(audit.faults.map(({ check }) => check))].sort()).toEqual(faults)
  for (const { subject, detail } of audit.faults) expect([subject, detail]).not.toContain(null)
  expect((await auditOf(other.shop)).clean).toBe(true)
})
