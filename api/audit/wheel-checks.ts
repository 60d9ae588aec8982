import { type SQL, sql } from 'drizzle-orm'
import { cancelsOut, hasNone, wheelsOf } from './check'

/** That every counter of a wheel is what its spins add up to. */
export function wheelChecks(merchantId: string): SQL[] {
  const mine = wheelsOf(merchantId)
  const won = sql`SELECT wheel_id, prize_id, 1 FROM spins WHERE prize_id IS NOT NULL AND wheel_id IN ${mine}`
  const cost = sql`SELECT wheel_id, NULL, cost FROM spins WHERE wheel_id IN ${mine}`
  return [
    cancelsOut('prize_won', 'won', [
      sql`SELECT wheel_id AS a, prize_id AS b, -won AS x FROM prizes WHERE wheel_id IN ${mine}`,
      won,
    ]),
    cancelsOut('prize_days', 'won by day', [
      sql`SELECT wheel_id AS a, prize_id AS b, -won AS x FROM prize_days WHERE wheel_id IN ${mine}`,
      won,
    ]),
    cancelsOut('wheel_spent', 'spent', [
      sql`SELECT id AS a, NULL AS b, -spent AS x FROM wheels WHERE id IN ${mine}`,
      cost,
    ]),
    cancelsOut('wheel_days', 'spent by day', [
      sql`SELECT wheel_id AS a, NULL AS b, -spent AS x FROM wheel_days WHERE wheel_id IN ${mine}`,
      cost,
    ]),
    hasNone(
      'spin_nonces',
      sql`SELECT customer_id || ' ' || wheel_id AS subject,
          count(*) || ' spins from ' || min(nonce) || ' to ' || max(nonce) AS detail
        FROM spins WHERE wheel_id IN ${mine} GROUP BY customer_id, wheel_id
        HAVING min(nonce) <> 1 OR max(nonce) <> count(*)`,
    ),
    hasNone(
      'spin_line',
      sql`SELECT id AS subject, 'no line in the journal' AS detail FROM spins WHERE wheel_id IN ${mine}
        AND NOT EXISTS (SELECT 1 FROM journal WHERE customer_id = spins.customer_id AND source = 'spin:' || spins.id)`,
    ),
  ]
}
