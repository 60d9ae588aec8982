import { type SQL, sql } from 'drizzle-orm'
import { cancelsOut, customersOf, hasNone } from './check'

/** That what orders and other facts have earned is what was booked for them. */
export function earningChecks(merchantId: string): SQL[] {
  const mine = customersOf(merchantId)
  return [
    heldIsBooked('points', mine),
    heldIsBooked('spins', mine),
    hasNone(
      'earned_code',
      sql`SELECT e.customer_id || ' ' || e.source AS subject, 'no code ' || coalesce(e.reward_id, '') AS detail
        FROM earnings e JOIN customers p ON p.id = e.customer_id
        LEFT JOIN codes c ON c.id = e.reward_id AND c.customer_id = coalesce(p.merged_into, p.id)
        WHERE e.unit = 'reward' AND e.held <> 0 AND c.id IS NULL AND e.customer_id IN ${mine}`,
    ),
    badgeHasItsLine(mine),
    checkInsAreCounted(mine),
    refundsAddUp(merchantId),
    redeemedByItsLines(merchantId),
  ]
}

/** Credits less clawbacks of a source are what its rules hold of it. A survey's thanks are of no rule. */
function heldIsBooked(unit: 'points' | 'spins', mine: SQL): SQL {
  return cancelsOut('held', unit, [
    sql`SELECT customer_id AS a, source AS b, held AS x FROM earnings WHERE unit = ${unit} AND customer_id IN ${mine}`,
    sql`SELECT customer_id, source, -${sql.raw(unit)} FROM journal
      WHERE kind IN ('earn', 'clawback', 'welcome', 'birthday', 'event', 'survey', 'feedback', 'check-in', 'goal', 'referral') AND customer_id IN ${mine}
      AND source NOT GLOB 'thanks:*'`,
  ])
}

/** Where nothing is paid, the line is all there is to show for it. */
function badgeHasItsLine(mine: SQL): SQL {
  return hasNone(
    'badge_line',
    sql`SELECT customer_id || ' ' || source AS subject, 'no line for ' || rule_id AS detail FROM earnings e
      WHERE unit = 'nothing' AND held <> 0 AND customer_id IN ${mine} AND NOT EXISTS
        (SELECT 1 FROM journal WHERE customer_id = e.customer_id AND source = e.source)`,
  )
}

/** The row under no rule counts the days that have a line. */
function checkInsAreCounted(mine: SQL): SQL {
  return cancelsOut('check_ins', 'days', [
    sql`SELECT customer_id AS a, NULL AS b, count AS x FROM progress WHERE rule_id = '' AND customer_id IN ${mine}`,
    sql`SELECT customer_id, NULL, -count(DISTINCT source) FROM journal
      WHERE kind = 'check-in' AND customer_id IN ${mine} GROUP BY customer_id`,
  ])
}

function refundsAddUp(merchantId: string): SQL {
  const given = sql`CASE status WHEN 'cancelled' THEN total
    ELSE (SELECT coalesce(sum(amount), 0) FROM refunds WHERE order_id = orders.id) END`
  return hasNone(
    'refunded',
    sql`SELECT external_id AS subject, 'refunded ' || refunded || ', given back ' || ${given} || ' of ' || total AS detail
      FROM orders WHERE merchant_id = ${merchantId} AND (refunded <> ${given} OR refunded NOT BETWEEN 0 AND total)`,
  )
}

/** The last that the journal says of a code's use is what the code says itself; a guest's lines are the older ones. */
function redeemedByItsLines(merchantId: string): SQL {
  const lastOf = (owner: SQL) => sql`(SELECT kind FROM journal WHERE customer_id IN ${owner}
    AND source = 'code:' || codes.id AND kind IN ('redeem', 'rollback') ORDER BY seq DESC LIMIT 1)`
  const asGuest = sql`(SELECT id FROM customers WHERE merged_into = codes.customer_id)`
  const last = sql`coalesce(${lastOf(sql`(codes.customer_id)`)}, ${lastOf(asGuest)})`
  return hasNone(
    'redeemed',
    sql`SELECT id AS subject, status || ', last line ' || coalesce(${last}, 'none') AS detail
      FROM codes WHERE merchant_id = ${merchantId} AND (status = 'redeemed') <> (coalesce(${last}, '') = 'redeem')`,
  )
}
