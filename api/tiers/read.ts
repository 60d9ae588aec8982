import { type SQL, sql } from 'drizzle-orm'
import type { Ladder } from '../../sdk/contract'

/** What counts on a ladder as rows of `customer_id, at, value`: in SQL what `measuresOf` takes from an account. */
export function measuresOn({ basis, currency }: Pick<Ladder, 'basis' | 'currency'>): SQL {
  if (basis === 'points')
    return sql`SELECT customer_id, available_at AS at, qualifying AS value FROM lots WHERE qualifying > 0`
  const value = basis === 'orders' ? sql`1` : sql`total - refunded`
  const counts = basis === 'orders' ? sql`` : sql`AND currency = ${currency}`
  return sql`SELECT customer_id, paid_at AS at, ${value} AS value FROM orders
    WHERE status = 'paid' AND total > refunded ${counts}`
}
