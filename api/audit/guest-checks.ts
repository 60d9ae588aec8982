import { type SQL, sql } from 'drizzle-orm'
import { UNITS } from '../wallet/table'
import { cancelsOut, customersOf, hasNone } from './check'

/** That a guest became one customer, once, with everything that was left; and that days of joining are counted right. */
export function guestChecks(merchantId: string): SQL[] {
  const mine = customersOf(merchantId)
  return [
    ...UNITS.map(unit => takenIsGiven(unit, mine)),
    mergedOnce(merchantId),
    nothingIsLeft(merchantId),
    hasNone(
      'guests_day',
      sql`SELECT 'day ' || day AS subject,
          count(*) || ' guests from ' || min(number_of_day) || ' to ' || max(number_of_day) AS detail
        FROM guests WHERE merchant_id = ${merchantId} GROUP BY day
        HAVING min(number_of_day) <> 1 OR max(number_of_day) <> count(*)`,
    ),
  ]
}

/** Either journal names the other: what left a guest has arrived at that customer. */
function takenIsGiven(unit: (typeof UNITS)[number], mine: SQL): SQL {
  const column = sql.raw(unit)
  const other = sql`substr(source, ${'merge:'.length + 1})`
  const lines = sql`FROM journal WHERE kind = 'merge' AND customer_id IN ${mine}`
  const isGuest = sql`(SELECT kind FROM customers WHERE id = customer_id) = 'guest'`
  return cancelsOut('merged', unit, [
    sql`SELECT customer_id AS a, ${other} AS b, ${column} AS x ${lines} AND NOT ${isGuest}`,
    sql`SELECT ${other}, customer_id, ${column} ${lines} AND ${isGuest}`,
  ])
}

function mergedOnce(merchantId: string): SQL {
  const lines = sql`(SELECT count(DISTINCT source) FROM journal WHERE customer_id = c.id AND kind = 'merge')`
  const named = sql`(SELECT count(*) FROM journal WHERE customer_id = c.id AND kind = 'merge'
    AND source = 'merge:' || c.merged_into)`
  return hasNone(
    'merged_once',
    sql`SELECT c.id AS subject, 'into ' || coalesce(c.merged_into, 'nobody') || ', by its lines ' || ${lines} AS detail
      FROM customers c LEFT JOIN customers i ON i.id = c.merged_into
      WHERE c.merchant_id = ${merchantId} AND c.kind = 'guest' AND (
        ${lines} <> (c.merged_into IS NOT NULL) OR (c.merged_into IS NOT NULL AND ${named} = 0)
        OR (c.merged_into IS NOT NULL AND (i.merchant_id IS NOT c.merchant_id OR i.kind IS NOT 'customer'
          OR i.merged_into IS NOT NULL)))`,
  )
}

function nothingIsLeft(merchantId: string): SQL {
  const left = sql`(SELECT count(*) FROM lots WHERE customer_id = c.id AND (remaining > 0 OR qualifying > 0))
    + (SELECT count(*) FROM codes WHERE customer_id = c.id)
    + (SELECT count(*) FROM responses WHERE customer_id = c.id)
    + (SELECT count(*) FROM prompts WHERE customer_id = c.id)`
  return hasNone(
    'merged_left',
    sql`SELECT c.id AS subject, ${left} || ' rows left' AS detail FROM customers c
      WHERE c.merchant_id = ${merchantId} AND c.merged_into IS NOT NULL AND ${left} > 0`,
  )
}
