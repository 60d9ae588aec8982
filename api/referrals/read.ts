import { and, desc, eq, getTableColumns, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'
import { orders } from '../orders/table'
import type { Db, Rows } from '../store/store'
import { referrals, visits } from './table'

const HOUR_MS = 3_600_000
/** Look-alikes are sought among so many friends of one advocate, newest first. */
const FRIENDS_COMPARED = 500
/** Visits and friends of one advocate; whoever has more has a page of them all. */
const MOST_COUNTED = 10_000

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

/** How far somebody's friends have come, and who brought them themselves. Nobody is told of more than so many. */
export const friendReads = (db: Db, customerId: SQL) => ({
  brought: db
    .select({
      joined: sql<number>`count(*)`,
      completed: sql<number>`count(completed_at)`,
      visits: sql<number>`(SELECT count(*) FROM
        (SELECT 1 FROM ${visits} WHERE advocate_id = ${customerId} LIMIT ${sql.raw(String(MOST_COUNTED))}))`,
    })
    .from(
      db
        .select({ completedAt: referrals.completedAt })
        .from(referrals)
        .where(eq(referrals.advocateId, customerId))
        .orderBy(desc(referrals.claimedAt))
        .limit(MOST_COUNTED)
        .as('brought'),
    ),
  inviter: db
    .select({ name: customers.name })
    .from(customers)
    .where(eq(customers.id, sql`(SELECT advocate_id FROM referrals WHERE friend_id = ${customerId})`)),
})

export type FriendRows = Rows<ReturnType<typeof friendReads>>

/** Who says that somebody was brought: subqueries, since neither is known before the read. */
export interface Bringing {
  merchantId: string
  advocateId: SQL
  friendId: SQL
  /** The merchant's time of the claim, epoch ms. */
  at: SQL
  /** Keyed hash; null where nobody knows where the friend is. */
  network: string | null
}

/** How many claims of an advocate less than an hour from `at` there are: those of one moment come in any order. */
export const countInHour = (advocateId: SQL | string, at: SQL | number) =>
  sql<number>`(SELECT count(*) FROM referrals WHERE advocate_id = ${advocateId}
    AND claimed_at > ${at} - ${HOUR_MS} AND claimed_at < ${at} + ${HOUR_MS})`

/** Whether one of the friends that a claim is compared with has that address, dots and plus parts aside. */
export const hasAlike = (advocateId: string, emailKey: string) =>
  sql`EXISTS (SELECT 1 FROM (SELECT email_key FROM referrals WHERE advocate_id = ${advocateId}
    AND email_key IS NOT NULL ORDER BY claimed_at DESC LIMIT ${FRIENDS_COMPARED}) WHERE email_key = ${emailKey})`

/** The advocate, and what a claim is compared with. */
export function bringReads(db: Db, { merchantId, advocateId, friendId, at, network }: Bringing) {
  const ofAdvocate = eq(referrals.advocateId, advocateId)
  const ofNetwork = and(eq(referrals.merchantId, merchantId), eq(referrals.network, network ?? ''))
  return {
    advocate: db.select().from(customers).where(eq(customers.id, advocateId)),
    others: db
      .select({ email: customers.email, emailKey: referrals.emailKey })
      .from(referrals)
      .innerJoin(customers, eq(customers.id, referrals.friendId))
      .where(and(ofAdvocate, isNotNull(referrals.emailKey)))
      .orderBy(desc(referrals.claimedAt))
      .limit(FRIENDS_COMPARED),
    inHour: db
      .select({ count: countInHour(advocateId, at), at: sql<number>`${at}` })
      .from(merchants)
      .where(eq(merchants.id, merchantId)),
    ofNetwork: db.select({ count: sql<number>`count(*)` }).from(referrals).where(ofNetwork),
    circle: db
      .select({ id: referrals.id })
      .from(referrals)
      .where(and(eq(referrals.friendId, advocateId), eq(referrals.advocateId, friendId))),
    everPaid: db
      .select({ externalId: orders.externalId })
      .from(orders)
      .where(and(eq(orders.customerId, friendId), isNotNull(orders.paidAt)))
      .limit(2),
  }
}

export type BringRows = Rows<ReturnType<typeof bringReads>>
