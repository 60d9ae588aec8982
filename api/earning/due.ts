import { type SQL, sql } from 'drizzle-orm'
import type { Ladder } from '../../sdk/contract'
import { addDays, addMonths, birthdayIn, dayOf, yearStart } from '../merchants/calendar'
import type { Shop } from '../merchants/tenant'
import { countingOrder } from '../referrals/read'
import { referrals } from '../referrals/table'
import type { Db } from '../store/store'
import { earnedTier } from '../tiers/ladder'
import { measuresOn } from '../tiers/read'
import { lotExpiresAt } from '../wallet/expiry'

/** As much of a customer as tells whether time may have done something to them; instants in epoch ms. */
export interface Waiting {
  id: string
  externalId: string
  birthday: string | null
  /** When the last line was written. */
  settledAt: number
  /** When the first lot with an end of its own ends. */
  lotEndsAt: number | null
  /** Since when the oldest points without such an end are available. */
  oldestAt: number | null
  /** The last paid order, or the beginning. */
  lastActiveAt: number
  tierId: string | null
  grantEndsAt: number | null
  /** What counts on the ladder in the period that is running, at least. */
  progress: number
  /** Until when the referral that brought them is in review. */
  reviewUntil: number | null
  /** When the first order was paid that may pay them for a friend; 0 where it does for certain. */
  friendPaidAt: number | null
}

const DAY_MS = 86_400_000
/** A clamped month is up to three days shorter; clocks change by hours. */
const CLAMP_MS = 4 * DAY_MS
const SHORTEST_MONTH_MS = 28 * DAY_MS
/** Nobody hears of a birthday later than this, but the next line books it all the same. */
const BIRTHDAY_DAYS = 3

/** One page of a merchant's customers, in the order of `externalId`. */
export function waitingRead(db: Db, shop: Shop, after: string, limit: number) {
  const { ladder } = shop.program
  const from = ladder ? periodFrom(ladder, shop) : 0
  const progress = ladder
    ? sql`(SELECT sum(value) FROM (${measuresOn(ladder)}) m WHERE m.customer_id = c.id
        AND m.at BETWEEN ${integer(from)} AND ${integer(shop.at)})`
    : sql`0`
  const live = sql`lots WHERE customer_id = c.id AND remaining > 0`
  return db.all<Waiting>(sql`
    SELECT c.id, c.external_id AS externalId, c.birthday,
      coalesce((SELECT at FROM journal WHERE customer_id = c.id ORDER BY seq DESC LIMIT 1), c.created_at) AS settledAt,
      (SELECT min(expires_at) FROM ${live}) AS lotEndsAt,
      (SELECT min(available_at) FROM ${live} AND unit = 'points' AND expires_at IS NULL) AS oldestAt,
      max(c.created_at, coalesce((SELECT max(paid_at) FROM orders WHERE customer_id = c.id AND status = 'paid'), 0))
        AS lastActiveAt,
      g.tier_id AS tierId, g.ends_at AS grantEndsAt, coalesce(${progress}, 0) AS progress,
      (SELECT review_until FROM referrals WHERE friend_id = c.id AND decision IS NULL) AS reviewUntil,
      ${friendPaidAt(shop)} AS friendPaidAt
    FROM customers c LEFT JOIN grants g ON g.customer_id = c.id
      AND g.seq = (SELECT max(seq) FROM grants WHERE customer_id = c.id)
    WHERE c.merchant_id = ${shop.merchant.id} AND c.external_id > ${after}
      AND c.merged_into IS NULL AND c.erased_at IS NULL
    ORDER BY c.external_id LIMIT ${integer(limit)}`)
}

/** Of friends whose review is over. */
function friendPaidAt({ merchant, at }: Shop): SQL {
  const reviewEnds = sql`CASE decision WHEN 'approved' THEN min(decided_at, coalesce(review_until, 0))
    ELSE coalesce(review_until, 0) END`
  return sql`(SELECT min(CASE WHEN earned_at IS NULL THEN paid_at ELSE 0 END) FROM ${referrals}
    LEFT JOIN orders ON orders.id = ${countingOrder(merchant.id)}
    WHERE advocate_id = c.id AND completed_at IS NULL AND decision IS NOT 'declined' AND ${reviewEnds} <= ${integer(at)})`
}

function periodFrom({ period }: Ladder, { at, zone }: Shop): number {
  if (period.kind === 'lifetime') return 0
  if (period.kind === 'rolling') return Math.max(0, addMonths(at, -period.months, zone) - CLAMP_MS)
  return yearStart(at, period.startMonth, period.startDay, zone)
}

const integer = (value: number): SQL => sql.raw(String(value))

/** Whether settling this customer now may write a line. It may turn out that it does not, but never the reverse. */
export function isDue(customer: Waiting, shop: Shop): boolean {
  return (
    lotEnded(customer, shop) ||
    grantEnded(customer, shop) ||
    mayClimb(customer, shop) ||
    hadBirthday(customer, shop) ||
    wasReferred(customer, shop) ||
    hasReferred(customer, shop)
  )
}

function wasReferred({ reviewUntil, settledAt }: Waiting, { at }: Shop): boolean {
  return reviewUntil !== null && reviewUntil > settledAt && reviewUntil <= at
}

function hasReferred({ friendPaidAt }: Waiting, { program: { referral }, at, zone }: Shop): boolean {
  if (friendPaidAt === null || friendPaidAt === 0) return friendPaidAt === 0
  return referral !== null && addDays(friendPaidAt, referral.returnDays, zone) <= at
}

function lotEnded({ lotEndsAt, oldestAt, lastActiveAt }: Waiting, { program, expirySince, at, zone }: Shop) {
  if (lotEndsAt !== null && lotEndsAt <= at) return true
  const { expiry: rule } = program
  if (rule.mode === 'none' || oldestAt === null) return false
  const start = Math.max(oldestAt, expirySince, rule.mode === 'inactivity' ? lastActiveAt : 0)
  if (start + rule.months * SHORTEST_MONTH_MS > at) return false
  const lot = { availableAt: oldestAt, expiresAt: null }
  return (lotExpiresAt({ rule, since: expirySince }, lot, lastActiveAt, zone) ?? Infinity) <= at
}

function grantEnded({ grantEndsAt, settledAt }: Waiting, { program, at }: Shop): boolean {
  return program.ladder !== null && grantEndsAt !== null && grantEndsAt <= at && grantEndsAt > settledAt
}

function mayClimb({ tierId, grantEndsAt, progress }: Waiting, { program: { ladder }, at }: Shop): boolean {
  const earned = ladder && earnedTier(ladder, progress)
  if (!ladder || !earned) return false
  if (tierId === null || (grantEndsAt !== null && grantEndsAt <= at)) return true
  const held = ladder.tiers.find(tier => tier.id === tierId)
  return held ? earned.threshold > held.threshold : grantEndsAt === null
}

function hadBirthday({ birthday, settledAt }: Waiting, { program, at, zone }: Shop): boolean {
  if (!birthday || !program.rules.some(rule => rule.active && rule.on === 'birthday')) return false
  const year = Number(dayOf(at, zone).slice(0, 4))
  const kept = [year - 1, year].map(each => birthdayIn(each, birthday, zone))
  return kept.some(day => day > settledAt && day <= at && day > at - BIRTHDAY_DAYS * DAY_MS)
}
