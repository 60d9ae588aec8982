import { and, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm'
import { type Marks, markReads } from '../customers/marks'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { customers } from '../customers/table'
import { earningReads } from '../earning/books'
import { earnings } from '../earning/table'
import { prompts } from '../feedback/table'
import { orders } from '../orders/table'
import { referrals } from '../referrals/table'
import { codes } from '../rewards/table'
import type { Db, Rows } from '../store/store'
import { journal, lots } from '../wallet/table'

type Named<R> = { [Name in keyof R & string as `guest:${Name}`]: R[Name] }
type AccountRows = Rows<ReturnType<typeof earningReads>>

interface Merging {
  key: CustomerKey
  guest: CustomerKey
  /** Of the customer. */
  marks: Marks
  realTime: number
}

/** Two accounts in one batch: the guest's rows have names of their own. */
export function mergeReads(db: Db, { key, guest, marks, realTime }: Merging) {
  const [id, guestId] = [customerIdOf(key), customerIdOf(guest)]
  return {
    ...earningReads(db, key, realTime),
    ...named(earningReads(db, guest, realTime)),
    ...ownReads(db, id, guestId),
    ...markReads(db, { ...marks, merchantId: key.merchantId, realTime }),
  }
}

/** What only the guest has, and what of the customer's may stand in its way. */
function ownReads(db: Db, id: SQL, guestId: SQL) {
  const counts = and(eq(lots.customerId, guestId), or(gt(lots.remaining, 0), gt(lots.qualifying, 0)))
  return {
    spentLots: db
      .select()
      .from(lots)
      .where(and(counts, eq(lots.remaining, 0))),
    notes: db
      .select({ seq: journal.seq, note: journal.note })
      .from(journal)
      .where(
        and(
          eq(journal.customerId, guestId),
          inArray(journal.seq, db.select({ seq: lots.seq }).from(lots).where(counts)),
        ),
      ),
    codes: db.select().from(codes).where(eq(codes.customerId, guestId)),
    linkOwner: db
      .select({ email: customers.email })
      .from(customers)
      .where(eq(customers.id, sql`(SELECT advocate_id FROM ${referrals} WHERE friend_id = ${guestId})`)),
    paidBefore: db
      .select({ externalId: orders.externalId })
      .from(orders)
      .where(
        and(
          eq(orders.customerId, id),
          sql`paid_at < (SELECT claimed_at FROM ${referrals} WHERE friend_id = ${guestId})`,
        ),
      )
      .limit(1),
    referralEarnings: db
      .select()
      .from(earnings)
      .where(
        and(
          eq(earnings.customerId, guestId),
          sql`source = (SELECT 'referral:' || id FROM ${referrals} WHERE friend_id = ${guestId})`,
        ),
      ),
    lastPrompt: db
      .select({ number: sql<number>`coalesce(max(number), 0)` })
      .from(prompts)
      .where(eq(prompts.customerId, id)),
    referrals: db
      .select()
      .from(referrals)
      .where(or(eq(referrals.friendId, id), eq(referrals.friendId, guestId), eq(referrals.advocateId, id))),
  }
}

export type MergeRows = Rows<ReturnType<typeof mergeReads>>

function named<R extends object>(reads: R): Named<R> {
  return Object.fromEntries(Object.entries(reads).map(([name, read]) => [`guest:${name}`, read])) as Named<R>
}

/** The guest's rows under the names every account has. */
export function guestRows(rows: Named<AccountRows>): AccountRows {
  const own = Object.entries(rows).filter(([name]) => name.startsWith('guest:'))
  return Object.fromEntries(own.map(([name, each]) => [name.slice('guest:'.length), each])) as never
}
