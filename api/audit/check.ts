import { type SQL, sql } from 'drizzle-orm'

/** What is wrong, where, and how. A check is a query that answers with one of these per contradiction. */
export interface Fault {
  check: string
  subject: string
  detail: string
}

export const MOST_FAULTS = 50

/** Ids of the merchant's customers or wheels, for `IN`. */
export const customersOf = (merchantId: string): SQL =>
  sql`(SELECT id FROM customers WHERE merchant_id = ${merchantId})`
export const wheelsOf = (merchantId: string): SQL =>
  sql`(SELECT id FROM wheels WHERE merchant_id = ${merchantId})`

/**
 * Two ways to the same number: each term selects what (`a`, `b`) names and an amount `x`, one side with its sign
 * turned. Where they do not cancel out, the books contradict themselves.
 */
export function cancelsOut(check: string, what: string, terms: SQL[]): SQL {
  return sql`SELECT ${check} AS "check", a || coalesce(' ' || b, '') AS subject, ${what} || ' off by ' || sum(x) AS detail
    FROM (${sql.join(terms, sql` UNION ALL `)}) GROUP BY a, b HAVING sum(x) <> 0 LIMIT ${sql.raw(String(MOST_FAULTS))}`
}

/** Rows that must not exist; `rows` selects `subject` and `detail`. */
export function hasNone(check: string, rows: SQL): SQL {
  return sql`SELECT ${check} AS "check", subject, detail FROM (${rows}) LIMIT ${sql.raw(String(MOST_FAULTS))}`
}
