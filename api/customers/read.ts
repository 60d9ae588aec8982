import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../store/store'
import { customers } from './table'

/** How a request names a customer: by our id, or by the merchant's. Always within one merchant. */
export type CustomerKey = { merchantId: string } & ({ id: string } | { externalId: string })

export function whereCustomer(key: CustomerKey): SQL | undefined {
  const one = 'id' in key ? eq(customers.id, key.id) : eq(customers.externalId, key.externalId)
  return and(eq(customers.merchantId, key.merchantId), one)
}

export const readCustomer = (db: Db, key: CustomerKey) =>
  db.select().from(customers).where(whereCustomer(key))

/** The customer's id as a subquery, so that rows of a customer can be read before the id is known. */
export const customerIdOf = (key: CustomerKey): SQL =>
  'id' in key
    ? sql`(SELECT id FROM customers WHERE merchant_id = ${key.merchantId} AND id = ${key.id})`
    : sql`(SELECT id FROM customers WHERE merchant_id = ${key.merchantId} AND external_id = ${key.externalId})`

/** Which journal a change appends to, for taking turns. */
export const journalOf = (key: CustomerKey): string =>
  `${key.merchantId}/${'id' in key ? key.id : `external:${key.externalId}`}`
