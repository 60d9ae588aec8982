import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Audit } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { type BusyShop, openBusyShop } from './busy-shop'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test.close())

const auditOf = async ({ merchant }: Pick<BusyShop, 'merchant'>) =>
  (await merchant.send<Audit>('GET', '/v1/audit')).body

describe('the audit', () => {
  it('finds nothing in a shop that has only just opened', async () => {
    const merchant = await test.createMerchant()
    const none = { issued: 0, spent: 0, expired: 0, clawedBack: 0, adjustedAway: 0, outstanding: 0, debt: 0 }
    expect(await auditOf({ merchant })).toEqual({
      ...{ clean: true, faults: [], customers: 0, journalLines: 0, points: none, spins: none },
      ...{ orders: { count: 0, paid: 0, total: 0, refunded: 0 }, codes: {} },
    })
  })

  it('adds up a busy shop', async () => {
    const audit = await auditOf(await openBusyShop(test))
    const { points, spins, orders, codes, ...rest } = audit
    expect(rest).toMatchObject({ clean: true, faults: [], customers: 2 })
    expect(orders).toEqual({ count: 3, paid: 2, total: 10_700, refunded: 6000 })
    expect(points).toMatchObject({ spent: 0, expired: 0, clawedBack: 60, adjustedAway: 80 })
    expect(points.issued).toBeGreaterThanOrEqual(107)
    const accounted = points.clawedBack + points.adjustedAway + points.outstanding - points.debt
    expect(accounted).toBe(points.issued)
    expect(points.debt).toBeGreaterThan(0)
    expect(spins).toMatchObject({ issued: 6, spent: 2, outstanding: 4, debt: 0 })
    expect(codes.redeemed).toBe(1)
  })

  it('counts what has expired', async () => {
    const { merchant, customerId } = await openBusyShop(test)
    const gift = { points: 500, reason: 'For a week', expiresAt: '2026-03-09T00:00:00Z' }
    const path = `/v1/customers/${customerId}/adjustments`
    await merchant.send('POST', path, gift, { idempotencyKey: 'gift' })
    await merchant.setClock('2026-03-10')
    const more = { points: 1, reason: 'Settles' }
    await merchant.send('POST', path, more, { idempotencyKey: 'more' })
    const { clean, points } = await auditOf({ merchant })
    expect(clean).toBe(true)
    expect(points.expired).toBeGreaterThan(0)
  })
})

type Corruption = [what: string, faults: string[], sql: (shop: BusyShop) => string]

const ofAda = ({ customerId }: BusyShop) => `customer_id = '${customerId}'`
const seqOf = (shop: BusyShop, where: string) =>
  `(SELECT max(seq) FROM journal WHERE ${ofAda(shop)} AND ${where})`
/** Both are spent to the last point, whatever the wheel gave. */
const CREDIT = "kind = 'earn' AND points > 0"
const DEBIT = "kind = 'adjust' AND points < 0"

const corruptions: Corruption[] = [
  [
    'a credit that is worth more than its lot',
    ['balance', 'held', 'lot', 'totals'],
    shop => `UPDATE journal SET points = points + 1 WHERE ${ofAda(shop)} AND seq = ${seqOf(shop, CREDIT)}`,
  ],
  [
    'a lot of more than was credited',
    ['balance', 'lot', 'lot_remaining'],
    shop => `UPDATE lots SET amount = amount + 1 WHERE ${ofAda(shop)} AND seq = ${seqOf(shop, CREDIT)}`,
  ],
  [
    'a lot in the other unit',
    ['debit', 'lot'],
    shop => `UPDATE lots SET unit = 'spins' WHERE ${ofAda(shop)} AND seq = ${seqOf(shop, CREDIT)}`,
  ],
  [
    'a lot that says more is left than is',
    ['lot_remaining', 'totals'],
    shop => `UPDATE lots SET remaining = remaining + 1 WHERE ${ofAda(shop)}
      AND seq = ${seqOf(shop, CREDIT)}`,
  ],
  [
    'a lot that nobody credited',
    ['balance', 'lot', 'totals'],
    shop => `INSERT INTO lots VALUES ('${shop.customerId}', 999, 'points', 5, 5, 0, NULL, 0, 'order:1')`,
  ],
  [
    'a debit that nothing paid',
    ['balance', 'debit', 'lot_remaining'],
    shop => `DELETE FROM allocations WHERE ${ofAda(shop)} AND debit_seq = ${seqOf(shop, DEBIT)}`,
  ],
  [
    'a debit that took more than it says',
    ['balance', 'debit', 'lot_remaining'],
    shop =>
      `UPDATE allocations SET amount = amount + 1 WHERE rowid = (SELECT min(rowid) FROM allocations WHERE ${ofAda(shop)})`,
  ],
  [
    'an allocation to a line that is no debit',
    ['debit'],
    shop => `UPDATE allocations SET debit_seq = ${seqOf(shop, CREDIT)} WHERE ${ofAda(shop)}
      AND debit_seq = ${seqOf(shop, DEBIT)}`,
  ],
  [
    'an allocation from a lot that is not there',
    ['balance', 'debit', 'lot_remaining'],
    shop =>
      `UPDATE allocations SET lot_seq = 999 WHERE rowid = (SELECT min(rowid) FROM allocations WHERE ${ofAda(shop)})`,
  ],
  [
    'a debt that was forgotten',
    ['balance', 'debit', 'totals'],
    shop => `UPDATE debts SET remaining = 0 WHERE ${ofAda(shop)}`,
  ],
  [
    'a debt of more than was clawed back',
    ['debt'],
    shop => `UPDATE debts SET amount = 10000 WHERE ${ofAda(shop)}`,
  ],
  [
    'a line that is missing',
    ['journal_dense'],
    shop => `DELETE FROM journal WHERE ${ofAda(shop)} AND seq = 1`,
  ],
  [
    'a line that is older than the one above it',
    ['journal_time'],
    shop => `UPDATE journal SET at = 0 WHERE ${ofAda(shop)} AND seq = 3`,
  ],
  [
    'a rule that holds more than was booked',
    ['held'],
    shop => `UPDATE earnings SET held = held + 1 WHERE ${ofAda(shop)} AND source = 'order:1'`,
  ],
  [
    'an earning nobody knows the rule of',
    ['held'],
    shop => `DELETE FROM earnings WHERE ${ofAda(shop)} AND unit = 'spins'`,
  ],
  [
    'a reward that is no code',
    ['earned_code'],
    shop => `UPDATE earnings SET reward_id = NULL WHERE ${ofAda(shop)} AND unit = 'reward'`,
  ],
  [
    'an order with more refunded than given back',
    ['refunded'],
    ({ merchant }) =>
      `UPDATE orders SET refunded = refunded + 1 WHERE merchant_id = '${merchant.id}' AND external_id = '1'`,
  ],
  [
    'a cancelled order with something kept',
    ['refunded'],
    ({ merchant }) =>
      `UPDATE orders SET refunded = refunded - 1 WHERE merchant_id = '${merchant.id}' AND status = 'cancelled'`,
  ],
  [
    'a refund that is missing',
    ['refunded'],
    ({ merchant }) =>
      `DELETE FROM refunds WHERE order_id IN (SELECT id FROM orders WHERE merchant_id = '${merchant.id}')`,
  ],
  [
    'a code that was used and says it was not',
    ['redeemed'],
    shop => `UPDATE codes SET status = 'issued' WHERE ${ofAda(shop)} AND status = 'redeemed'`,
  ],
  [
    'a code that says it was used and was not',
    ['redeemed'],
    ({ merchant, customerId }) =>
      `UPDATE codes SET status = 'redeemed' WHERE merchant_id = '${merchant.id}' AND customer_id <> '${customerId}'`,
  ],
  [
    'a use that was rolled back on paper only',
    ['redeemed'],
    shop =>
      `UPDATE journal SET kind = 'rollback' WHERE ${ofAda(shop)} AND seq = ${seqOf(shop, "kind = 'redeem'")}`,
  ],
  [
    'a badge that the journal does not know',
    ['badge_line'],
    shop => `UPDATE earnings SET source = 'check-in:never' WHERE ${ofAda(shop)} AND unit = 'nothing'`,
  ],
  [
    'a check-in that was counted twice',
    ['check_ins'],
    shop => `UPDATE progress SET count = count + 1 WHERE ${ofAda(shop)} AND rule_id = ''`,
  ],
  [
    'a prize that was won more often than it was drawn',
    ['prize_won'],
    ({ wheelId }) => `UPDATE prizes SET won = won + 1 WHERE wheel_id = '${wheelId}' AND prize_id = 'points'`,
  ],
  [
    'a day on which more was won than was drawn',
    ['prize_days'],
    ({ wheelId }) => `UPDATE prize_days SET won = won - 1 WHERE wheel_id = '${wheelId}'`,
  ],
  [
    'a wheel that spent what it did not give',
    ['wheel_spent'],
    ({ wheelId }) => `UPDATE wheels SET spent = spent + 1 WHERE id = '${wheelId}'`,
  ],
  [
    'a day that spent what it did not give',
    ['wheel_days'],
    ({ wheelId }) => `DELETE FROM wheel_days WHERE wheel_id = '${wheelId}'`,
  ],
  [
    'a nonce that was skipped',
    ['spin_nonces'],
    ({ wheelId }) => `UPDATE spins SET nonce = 7 WHERE wheel_id = '${wheelId}' AND nonce = 2`,
  ],
  [
    'a spin that the journal does not know',
    ['spin_line'],
    ({ wheelId }) => `UPDATE spins SET id = 'spn_other' WHERE wheel_id = '${wheelId}' AND nonce = 1`,
  ],
]

describe('the audit notices', () => {
  beforeAll(async () => {
    const triggers = ['journal_no_update', 'journal_no_delete']
    await test.store.write(triggers.map(name => test.store.db.run(sql.raw(`DROP TRIGGER ${name}`))))
  })

  it.each(corruptions)('%s', async (_, faults, corrupt) => {
    const [shop, other] = [await openBusyShop(test), await openBusyShop(test)]
    await test.store.write([test.store.db.run(sql.raw(corrupt(shop)))])
    const audit = await auditOf(shop)
    expect(audit.clean).toBe(false)
    expect([...new Set(audit.faults.map(({ check }) => check))].sort()).toEqual(faults)
    for (const { subject, detail } of audit.faults) expect([subject, detail]).not.toContain(null)
    expect((await auditOf(other)).clean).toBe(true)
  })

  it('no more than fifty faults at once', async () => {
    const { merchant } = await openBusyShop(test)
    const rows = Array.from({ length: 80 }, (_, i) => `('${merchant.id}${i}', '${merchant.id}', 'x${i}', 0)`)
    const lines = Array.from(
      { length: 80 },
      (_, i) => `('${merchant.id}${i}', 2, 0, 'adjust', 0, 0, 'x', '{}')`,
    )
    await test.store.write([
      test.store.db.run(
        sql.raw(`INSERT INTO customers (id, merchant_id, external_id, created_at) VALUES ${rows}`),
      ),
      test.store.db.run(sql.raw(`INSERT INTO journal VALUES ${lines}`)),
    ])
    expect((await auditOf({ merchant })).faults).toHaveLength(50)
  })
})
