import { type SQL, sql } from 'drizzle-orm'
import { cancelsOut, customersOf, hasNone } from './check'

/** That a referral is completed exactly where its advocate's books say so, and that its friend's books know of it. */
export function referralChecks(merchantId: string): SQL[] {
  const mine = sql`r.merchant_id = ${merchantId}`
  const lines = sql`journal j JOIN referrals r ON r.id = substr(j.source, 10) AND j.kind = 'referral' AND ${mine}`
  const sources = sql`source >= 'referral:' AND source < 'referral;'`
  return [
    cancelsOut('referral_completed', 'line of the advocate', [
      sql`SELECT id AS a, NULL AS b, 1 AS x FROM referrals r WHERE completed_at IS NOT NULL AND ${mine}`,
      sql`SELECT DISTINCT r.id, NULL, -1 FROM ${lines} WHERE j.customer_id = r.advocate_id`,
    ]),
    cancelsOut('referral_claimed', 'line of the friend', [
      sql`SELECT id AS a, NULL AS b, 1 AS x FROM referrals r WHERE ${mine}`,
      sql`SELECT DISTINCT r.id, NULL, -1 FROM ${lines} JOIN customers c ON c.id = j.customer_id
        WHERE c.id = r.friend_id OR c.merged_into = r.friend_id`,
    ]),
    hasNone(
      'referral_earned',
      sql`SELECT customer_id || ' ' || source AS subject, 'no such referral, or not completed' AS detail FROM earnings e
        WHERE customer_id IN ${customersOf(merchantId)} AND ${sources} AND NOT EXISTS (SELECT 1 FROM referrals r
          WHERE r.id = substr(e.source, 10) AND (r.advocate_id <> e.customer_id OR r.completed_at IS NOT NULL))`,
    ),
  ]
}
