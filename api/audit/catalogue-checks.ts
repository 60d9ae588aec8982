import { type SQL, sql } from 'drizzle-orm'
import { cancelsOut, hasNone } from './check'

/** That what was bought with points was paid, counted and, where it was returned, given back. */
export function catalogueChecks(merchantId: string): SQL[] {
  const mine = sql`merchant_id = ${merchantId}`
  const lines = (kind: string) => sql`SELECT customer_id, source, points FROM journal
    WHERE kind = ${kind} AND customer_id IN (SELECT id FROM customers WHERE ${mine})`
  return [
    cancelsOut('item_sold', 'sold', [
      sql`SELECT id AS a, NULL AS b, -sold AS x FROM items WHERE ${mine}`,
      sql`SELECT item_id, NULL, 1 FROM redemptions WHERE ${mine} AND returned_at IS NULL`,
    ]),
    cancelsOut('redemption_paid', 'points', [
      sql`SELECT customer_id AS a, 'redemption:' || id AS b, points AS x FROM redemptions WHERE ${mine}`,
      lines('redemption'),
    ]),
    cancelsOut('redemption_returned', 'points', [
      sql`SELECT customer_id AS a, 'redemption:' || id AS b, -points AS x FROM redemptions
        WHERE ${mine} AND returned_at IS NOT NULL`,
      lines('return'),
    ]),
    hasNone(
      'redemption_line',
      sql`SELECT id AS subject, 'line ' || debit_seq || ' is not its debit' AS detail FROM redemptions r
        WHERE ${mine} AND NOT EXISTS (SELECT 1 FROM journal WHERE customer_id = r.customer_id AND seq = r.debit_seq
          AND kind = 'redemption' AND source = 'redemption:' || r.id AND points = -r.points)`,
    ),
    redeemedCodes(mine),
  ]
}

/** A code where one was bought, withdrawn where it was returned. */
function redeemedCodes(mine: SQL): SQL {
  const code = sql`(SELECT status FROM codes WHERE id = r.reward_id AND customer_id = r.customer_id
    AND source = 'redemption:' || r.id)`
  const isDonation = sql`json_extract(gives, '$.kind') = 'donation'`
  return hasNone(
    'redemption_code',
    sql`SELECT id AS subject, 'code ' || coalesce(${code}, 'none') AS detail FROM redemptions r WHERE ${mine}
      AND (${isDonation} <> (${code} IS NULL) OR (returned_at IS NOT NULL AND coalesce(${code}, '') <> 'void'))`,
  )
}
