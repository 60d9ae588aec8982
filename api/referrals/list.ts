import { and, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { ReferralState } from '../../sdk/contract'
import { stateOf } from '../earning/referral'
import type { Call } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { merchantTime } from '../merchants/tenant'
import { orders } from '../orders/table'
import { presentReferral } from './present'
import { notDeclined, referralRead, waitingToPay } from './read'
import { referrals } from './table'

/**
 * Newest first. What has become of each is told by the time it is asked for; SQL leaves out what cannot be in the
 * state asked for, and a page may be shorter where time has moved some of the rest on.
 */
export function listReferrals(
  call: Call,
  merchantId: string,
  { state, cursor, limit }: { state?: ReferralState; cursor?: string; limit: number },
) {
  const before = decodeCursor(cursor, 'string')
  const now = merchantTime(merchantId, call.realTime)
  return perform(call, {
    read: db => ({
      rows: referralRead(db, merchantId)
        .where(
          and(
            eq(referrals.merchantId, merchantId),
            before === undefined ? undefined : lt(referrals.id, before),
            state && mayBe(state, now),
          ),
        )
        .orderBy(desc(referrals.id))
        .limit(limit + 1),
    }),
    decide({ rows }, { tenant }) {
      const { data, nextCursor } = pageOf(rows, limit, row => row.id)
      const asked = data.filter(row => state === undefined || stateOf(row, tenant, tenant.at) === state)
      const body = { data: asked.map(row => presentReferral(row, tenant)), nextCursor }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

function mayBe(state: ReferralState, now: SQL): SQL | undefined {
  const open = and(isNull(referrals.completedAt), notDeclined)
  switch (state) {
    case 'declined':
      return eq(referrals.decision, 'declined')
    case 'completed':
      return or(isNotNull(referrals.completedAt), waitingToPay)
    case 'review':
      return and(open, isNull(referrals.decision), sql`${referrals.reviewUntil} > ${now}`)
    case 'ordered':
      return and(open, isNotNull(orders.id))
    case 'joined':
      return and(open, isNull(orders.id))
  }
}
