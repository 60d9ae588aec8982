import { and, eq, getTableColumns, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { customers } from '../customers/table'
import { orders } from '../orders/table'
import type { Db, Rows } from '../store/store'
import { referrals, visits } from './table'

/**
 * The friend's order that counts: the first since the claim that is paid, of which something is left, and enough of
 * it. A minimum is in the merchant's own currency.
 */
export function countingOrder(merchantId: string): SQL {
  const minimum = sql`(SELECT coalesce(json_extract(program, '$.referral.minimumSpend'), 0) FROM programs
    WHERE merchant_id = ${merchantId} ORDER BY version DESC LIMIT 1)`
  const currency = sql`(SELECT currency FROM merchants WHERE id = ${merchantId})`
  return sql`(SELECT o.id FROM orders o WHERE o.customer_id = ${referrals.friendId} AND o.status = 'paid'
    AND o.paid_at >= ${referrals.claimedAt} AND o.total - o.refunded >= max(1, ${minimum})
    AND (${minimum} = 0 OR o.currency = ${currency}) ORDER BY o.paid_at, o.id LIMIT 1)`
}

/** Referrals, each with the order that counts: its id at the merchant's, and when it was paid. */
export const referralRead = (db: Db, merchantId: string) =>
  db
    .select({ ...getTableColumns(referrals), order: orders.externalId, paidAt: orders.paidAt })
    .from(referrals)
    .leftJoin(orders, eq(orders.id, countingOrder(merchantId)))

export type ReferralRow = Awaited<ReturnType<typeof referralRead>>[number]

export const notDeclined = sql`${referrals.decision} IS NOT 'declined'`

/** Neither paid to the advocate nor declined, and near enough to the former. */
export const waitingToPay = and(
  isNull(referrals.completedAt),
  notDeclined,
  or(isNotNull(orders.id), isNotNull(referrals.earnedAt)),
)

/** What time may book for somebody: who brought them, and the friends whose orders wait to pay them. */
export const bookReferrals = (db: Db, merchantId: string, customerId: SQL) =>
  referralRead(db, merchantId).where(
    or(eq(referrals.friendId, customerId), and(eq(referrals.advocateId, customerId), waitingToPay)),
  )

/** How far somebody's friends have come, and who brought them themselves. */
export const friendReads = (db: Db, customerId: SQL) => ({
  brought: db
    .select({
      joined: sql<number>`count(*)`,
      completed: sql<number>`count(completed_at)`,
      visits: sql<number>`(SELECT count(*) FROM ${visits} WHERE advocate_id = ${customerId})`,
    })
    .from(referrals)
    .where(eq(referrals.advocateId, customerId)),
  inviter: db
    .select({ name: customers.name })
    .from(customers)
    .where(eq(customers.id, sql`(SELECT advocate_id FROM referrals WHERE friend_id = ${customerId})`)),
})

export type FriendRows = Rows<ReturnType<typeof friendReads>>
