import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { openClub } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** One paid referral and one that is not, and then somebody writes past the API. */
async function tampered(...statements: string[]) {
  const club = await openClub(app)
  const { slug } = await club.customer('ada')
  const paid = await club.bring('grace', slug ?? '')
  await club.order('1', 'grace')
  await club.day(14)
  await app.sweep()
  const open = await club.bring('lin', slug ?? '')
  expect((await club.audit()).faults).toEqual([])
  const named = (text: string) => text.replace('$paid', `'${paid.id}'`).replace('$open', `'${open.id}'`)
  await app.store.write(statements.map(text => app.store.db.run(sql.raw(named(text)))))
  return [...new Set((await club.audit()).faults.map(({ check }) => check))]
}

test('the audit notices whatever contradicts the books', async () => {
  expect(await tampered('UPDATE referrals SET completed_at = NULL WHERE id = $paid')).toEqual([
    ...['referral_completed', 'referral_earned'],
  ])
  expect(await tampered('UPDATE referrals SET completed_at = 1 WHERE id = $open')).toEqual([
    'referral_completed',
  ])
  const moved = "UPDATE referrals SET friend_id = (SELECT id FROM customers WHERE external_id = 'joan')"
  const joan =
    "INSERT INTO customers (id, merchant_id, external_id, kind, created_at) SELECT 'cus_joan', merchant_id, 'joan', 'customer', 0 FROM referrals WHERE id = $open"
  expect(await tampered(joan, `${moved} WHERE id = $open`)).toContain('referral_claimed')
  const invented = "UPDATE earnings SET source = 'referral:ref_none' WHERE source = 'referral:' || $paid"
  expect(await tampered(invented)).toContain('referral_earned')
})

test('what is paid cannot be declined, whoever writes it', async () => {
  await expect(tampered("UPDATE referrals SET decision = 'declined' WHERE id = $paid")).rejects.toThrow()
})
