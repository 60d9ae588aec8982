import { sql } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import type { Books } from '../earning/books'
import type { Errand } from '../http/call'
import type { orders } from '../orders/table'
import type { Db, Statement } from '../store/store'
import { bring } from './bring'
import { advocateOf, obstacle } from './obstacle'
import { type BringRows, bringReads } from './read'

type Order = typeof orders.$inferSelect
export type NamedReads = ReturnType<typeof bringReads>

/** What an order needs that names the slug of whoever brought its customer. */
export function namedReads(db: Db, friend: CustomerKey, slug: string, happened: number) {
  const { merchantId } = friend
  const advocateId = sql`(SELECT id FROM customers WHERE merchant_id = ${merchantId} AND slug = ${slug})`
  const at = sql`CAST(${happened} AS INTEGER)`
  return bringReads(db, { merchantId, advocateId, friendId: customerIdOf(friend), at, network: null })
}

/**
 * The claim of a friend who ordered without signing in, made at the time of the order, so that this order counts.
 * Where it is not possible nothing happens: an order never fails for it.
 */
export async function bringWithOrder(
  errand: Errand,
  books: Books,
  rows: BringRows,
  order: Order,
): Promise<Statement[]> {
  const advocate = advocateOf(rows)
  if (!advocate || !books.rules.program.referral || order.status === 'cancelled') return []
  const email = books.customer.email ?? order.document.customer.email ?? null
  if (obstacle(books, advocate, rows, { email, order: order.externalId })) return []
  const claimedAt = order.paidAt ?? order.placedAt
  const claimed = { advocate, email, visitId: null, network: null, claimedAt }
  return (await bring(errand, books, rows, claimed)).statements
}
