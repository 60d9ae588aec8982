import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Audit } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { bought, createItem, give, giveBack } from '../catalogue/shop'
import type { TestMerchant } from '../merchant'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
  await test.store.write([test.store.db.run(sql`DROP TRIGGER journal_no_update`)])
})
afterAll(() => test.close())

interface Shop {
  merchant: TestMerchant
  itemId: string
  /** Ids of redemptions. */
  kept: string
  returned: string
  donated: string
}

async function openShop(): Promise<Shop> {
  const merchant = await test.createMerchant()
  const gives = { kind: 'donation', amount: 100, currency: 'GBP', to: 'The food bank' } as const
  const { id: itemId } = await createItem(merchant, { stock: 9 })
  const { id: charity } = await createItem(merchant, { gives })
  await give(merchant, 'ada', 1000)
  const kept = await bought(merchant, 'ada', itemId)
  const returned = await bought(merchant, 'ada', itemId)
  const donated = await bought(merchant, 'ada', charity)
  await giveBack(merchant, 'ada', returned.id)
  return { merchant, itemId, kept: kept.id, returned: returned.id, donated: donated.id }
}

const auditOf = async ({ merchant }: Shop) => (await merchant.send<Audit>('GET', '/v1/audit')).body

const codeOf = (id: string) => `(SELECT reward_id FROM redemptions WHERE id = '${id}')`
const lineOf = (id: string, kind: string) => `kind = '${kind}' AND source = 'redemption:${id}'`

const corruptions: [what: string, faults: string[], sql: (shop: Shop) => string][] = [
  [
    'an item that was sold once more than it was bought',
    ['item_sold'],
    ({ itemId }) => `UPDATE items SET sold = sold + 1 WHERE id = '${itemId}'`,
  ],
  [
    'a return that was not counted',
    ['item_sold', 'redemption_returned'],
    ({ returned }) => `UPDATE redemptions SET returned_at = NULL WHERE id = '${returned}'`,
  ],
  [
    'a redemption for fewer points than were taken',
    ['redemption_line', 'redemption_paid'],
    ({ kept }) => `UPDATE redemptions SET points = points - 1 WHERE id = '${kept}'`,
  ],
  [
    'a redemption whose debit is another line',
    ['redemption_line'],
    ({ kept }) => `UPDATE redemptions SET debit_seq = 1 WHERE id = '${kept}'`,
  ],
  [
    'a debit that bought nothing',
    ['item_sold', 'redemption_paid'],
    ({ donated }) => `DELETE FROM redemptions WHERE id = '${donated}'`,
  ],
  [
    'points that came back from nowhere',
    ['redemption_returned'],
    ({ returned }) => `UPDATE journal SET source = 'redemption:x' WHERE ${lineOf(returned, 'return')}`,
  ],
  [
    'a code that was returned and can be used',
    ['redemption_code'],
    ({ returned }) => `UPDATE codes SET status = 'issued' WHERE id = ${codeOf(returned)}`,
  ],
  [
    'a code that somebody else has',
    ['redemption_code'],
    ({ kept }) => `UPDATE codes SET source = 'spin:x' WHERE id = ${codeOf(kept)}`,
  ],
  [
    'a donation with a code',
    ['redemption_code'],
    ({ kept, donated }) =>
      `UPDATE redemptions SET gives = (SELECT gives FROM redemptions WHERE id = '${donated}') WHERE id = '${kept}'`,
  ],
]

describe('the audit of the catalogue', () => {
  it('finds nothing where everything was paid and given back', async () => {
    const audit = await auditOf(await openShop())
    expect([audit.faults, audit.points]).toMatchObject([[], { issued: 1100, spent: 300, outstanding: 800 }])
  })

  it.each(corruptions)('notices %s', async (_, faults, corrupt) => {
    const [shop, other] = [await openShop(), await openShop()]
    await test.store.write([test.store.db.run(sql.raw(corrupt(shop)))])
    const { faults: found } = await auditOf(shop)
    expect([...new Set(found.map(({ check }) => check))].sort()).toEqual(faults)
    for (const { subject, detail } of found) expect([subject, detail]).not.toContain(null)
    expect((await auditOf(other)).faults).toEqual([])
  })
})
