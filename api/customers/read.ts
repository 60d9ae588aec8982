import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { once } from '../store/once'
import type { Db } from '../store/store'
import { customers } from './table'

/** How a request names a customer: by our id, by the merchant's, or as the owner of something. Always within one merchant. */
export type CustomerKey = { merchantId: string } & (
  | { id: string }
  | { externalId: string }
  | { owner: SQL; of: string }
)

/** Whoever was erased is nobody. */
export function whereCustomer(key: CustomerKey): SQL | undefined {
  return and(eq(customers.merchantId, key.merchantId), eqCustomer(key), isNull(customers.erasedAt))
}

function eqCustomer(key: CustomerKey): SQL {
  if ('id' in key) return eq(customers.id, key.id)
  return 'owner' in key ? eq(customers.id, key.owner) : eq(customers.externalId, key.externalId)
}

export const readCustomer = (db: Db, key: CustomerKey) =>
  db.select().from(customers).where(whereCustomer(key))

/** Whoever has this address, however it is capitalised. */
export const hasEmail = (email: string): SQL => sql`lower(${customers.email}) = lower(${email})`

/** The customer's id as a subquery, so that rows of a customer can be read before the id is known. */
export const customerIdOf = (key: CustomerKey): SQL =>
  once(sql`(SELECT id FROM customers WHERE ${whereCustomer(key)})`)

/** Somebody, and before them the guests they once were: limits count what all of them have had. */
export const familyOf = (customerId: SQL): SQL =>
  once(sql`(SELECT id AS v FROM customers WHERE merged_into = ${customerId} UNION ALL SELECT ${customerId})`)

/**
 * The same for reads that many verbs have: `from` it, then `crossJoin` a table where it `isOfFamily`. SQLite makes
 * a sorted copy of what stands behind each `IN`, which takes longer than finding the rows.
 */
export const fromFamilyOf = (customerId: SQL): SQL => sql`${familyOf(customerId)} AS family`
export const isOfFamily = (customerId: SQLiteColumn): SQL => sql`${customerId} = family.v`

/** Which journal a change appends to, for taking turns. */
export function journalOf(key: CustomerKey): string {
  if ('id' in key) return `${key.merchantId}/${key.id}`
  return `${key.merchantId}/${'owner' in key ? key.of : `external:${key.externalId}`}`
}
