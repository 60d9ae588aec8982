import { and, eq, isNull } from 'drizzle-orm'
import type { Errand } from '../http/call'
import { iso } from '../http/time'
import type { ReferralRow } from '../referrals/read'
import { referrals } from '../referrals/table'
import type { Statement } from '../store/store'
import { messageStatements } from '../webhooks/outbox'
import type { Books } from './books'

/** The referrals one customer is part of, and what settling has made of them. */
export interface ReferralBooks {
  /** Who brought this customer, and friends whose orders may pay. */
  rows: ReferralRow[]
  /** As the friend: the return window is over, and what the order becomes later does not matter. */
  earned: { id: string; at: number }[]
  /** As the advocate: paid. */
  completed: { id: string; friendId: string; at: number }[]
}

/** What referrals remember of having been booked, and the message that tells of it. */
export function referralStatements(errand: Errand, { customer, referrals: kept }: Books): Statement[] {
  const { db } = errand.store
  const told = kept.completed.map(({ id, friendId, at }) => ({
    ...{ merchantId: customer.merchantId, type: 'referral.completed' as const, customerId: customer.id },
    data: { referralId: id, advocateId: customer.id, friendId, completedAt: iso(at) },
    at,
  }))
  return [
    ...kept.earned.map(({ id, at }) =>
      db
        .update(referrals)
        .set({ earnedAt: at })
        .where(and(eq(referrals.id, id), isNull(referrals.earnedAt))),
    ),
    ...kept.completed.map(({ id, at }) =>
      db.update(referrals).set({ completedAt: at }).where(eq(referrals.id, id)),
    ),
    ...messageStatements(db, errand.platform.random, errand.realTime, told),
  ]
}
