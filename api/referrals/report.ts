import { and, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { ReferralReport } from '../../sdk/contract'
import { stateOf } from '../earning/referral'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { orders } from '../orders/table'
import type { Db } from '../store/store'
import { notDeclined, referralRead } from './read'
import { referrals, visits } from './table'

interface Period {
  from?: string
  until?: string
}

/** What became of the visits of a period; a claim that came with an order counts when it was made. */
export function reportReferrals(call: Call, period: Period) {
  const merchantId = merchantIdOf(call)
  const began = sql`coalesce((SELECT at FROM ${visits} v WHERE v.id = ${referrals.visitId}), ${referrals.claimedAt})`
  const mine = and(eq(referrals.merchantId, merchantId), within(began, period))
  return perform(call, {
    long: true,
    read: db => ({
      counts: countsRead(db, merchantId, mine, period),
      open: referralRead(db, merchantId).where(
        and(mine, isNull(referrals.completedAt), notDeclined, underWay),
      ),
    }),
    decide({ counts: [counts], open }, { tenant }) {
      if (!counts) throw new Error('a count without GROUP BY has one row')
      const states = open.map(row => stateOf(row, tenant, tenant.at))
      const countOf = (...of: (typeof states)[number][]) => states.filter(state => of.includes(state)).length
      const completed = counts.completed + countOf('completed')
      const ordered =
        completed + open.filter((row, i) => row.order !== null && states[i] !== 'completed').length
      const body: ReferralReport = { ...counts, inReview: countOf('review'), ordered, completed }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

/** More than joined: where time or an order may have moved it on. */
const underWay = or(isNotNull(referrals.reviewUntil), isNotNull(referrals.earnedAt), isNotNull(orders.id))

const within = (at: SQL, { from, until }: Period): SQL | undefined =>
  and(
    from === undefined ? undefined : sql`${at} >= ${Date.parse(from)}`,
    until === undefined ? undefined : sql`${at} < ${Date.parse(until)}`,
  )

const countsRead = (db: Db, merchantId: string, mine: SQL | undefined, period: Period) => {
  const visited = and(eq(visits.merchantId, merchantId), within(sql`${visits.at}`, period))
  return db
    .select({
      visits: sql<number>`(SELECT count(*) FROM ${visits} WHERE ${visited})`,
      claims: sql<number>`count(*)`,
      completed: sql<number>`count(completed_at)`,
      declined: sql<number>`count(*) FILTER (WHERE decision = 'declined')`,
      advocates: sql<number>`count(DISTINCT advocate_id)`,
    })
    .from(referrals)
    .where(mine)
}
