import { and, type SQL, sql } from 'drizzle-orm'
import { normaliseEmail } from '../customers/email-key'
import type { Awarded } from '../earning/award'
import type { Books } from '../earning/books'
import { referralSource } from '../earning/referral'
import { payFriend } from '../earning/referral-dues'
import type { Errand } from '../http/call'
import { iso } from '../http/time'
import { addDays } from '../merchants/calendar'
import { newId } from '../store/id'
import type { Statement } from '../store/store'
import { append } from '../wallet/ledger'
import { messageStatements, type Told } from '../webhooks/outbox'
import { flagsOf } from './flags'
import type { Advocate } from './obstacle'
import { type BringRows, countInHour, hasAlike, type ReferralRow } from './read'
import { referrals } from './table'

export interface Claimed {
  advocate: Advocate
  email: string | null
  visitId: string | null
  network: string | null
  claimedAt: number
}

export interface Brought {
  referral: ReferralRow
  earned: Awarded
  /** Belong behind those of the books: the journal referees. */
  statements: Statement[]
}

/** Writes down who brought the customer of these settled books, and pays them unless something is odd. */
export async function bring(
  errand: Errand,
  books: Books,
  rows: BringRows,
  claimed: Claimed,
): Promise<Brought> {
  const { burst = Number.MAX_SAFE_INTEGER } = books.tenant.program.referral ?? {}
  const row = await rowOf(errand, books, rows, burst, claimed)
  const earned = row.reviewUntil === null ? payFriend(books, row.id) : holdBack(books, row.id)
  const referral = { ...row, order: null, paidAt: null }
  books.referrals.rows.push(referral)
  const { db } = errand.store
  const told = row.reviewUntil === null ? [] : [messageOf(row, row.reviewUntil, books.tenant.at)]
  return {
    ...{ referral, earned },
    statements: [
      db.insert(referrals).values({ ...row, claimedAt: claimedAfter(rows, burst, row) }),
      ...messageStatements(db, books.random, errand.realTime, told),
    ],
  }
}

type Row = typeof referrals.$inferSelect

async function rowOf(
  errand: Errand,
  books: Books,
  rows: BringRows,
  burst: number,
  claimed: Claimed,
): Promise<Row> {
  const { merchant, program, zone, at } = books.tenant
  const { advocate, email, visitId, network, claimedAt } = claimed
  const keyOf = async (address: string | null) =>
    address === null ? null : errand.platform.vault.emailKey(merchant.id, normaliseEmail(address))
  const [emailKey, advocateKey] = await Promise.all([keyOf(email), keyOf(advocate.email)])
  const [inHour, ofNetwork] = [rows.inHour[0]?.count ?? 0, rows.ofNetwork[0]?.count ?? 0]
  const { reviewDays = 0 } = program.referral ?? {}
  const flags = flagsOf({ email, emailKey, advocateKey, others: rows.others, ofNetwork, inHour }, burst)
  return {
    ...{ id: newId('ref', errand.realTime, books.random), merchantId: merchant.id },
    ...{ advocateId: advocate.id, friendId: books.customer.id, visitId, claimedAt, flags, network, emailKey },
    reviewUntil: flags.length > 0 ? addDays(at, reviewDays, zone) : null,
    ...{ decision: null, decidedAt: null, reason: null, earnedAt: null, completedAt: null },
  }
}

/** Null where claims since the reads make it odder than it was found, and no claim takes that: it is decided again. */
function claimedAfter(rows: BringRows, burst: number, row: Row): SQL<number> {
  const { merchantId, advocateId, claimedAt, network, emailKey, flags } = row
  const [inHour, counted] = [rows.inHour[0], rows.ofNetwork[0]?.count ?? 0]
  const ofNetwork = sql`(SELECT count(*) FROM referrals WHERE merchant_id = ${merchantId} AND network = ${network})`
  const isAlike = flags.includes('same_email') || flags.includes('similar_email')
  const holds = and(
    sql`${ofNetwork} = ${counted}`,
    inHour && !flags.includes('burst') ? sql`${countInHour(advocateId, inHour.at)} < ${burst}` : undefined,
    emailKey !== null && !isAlike ? sql`NOT ${hasAlike(advocateId, emailKey)}` : undefined,
  )
  return sql`CASE WHEN ${holds} THEN ${claimedAt} END`
}

/** Nothing yet, and a line that says so. */
function holdBack(books: Books, id: string): Awarded {
  append(books, { kind: 'referral', source: referralSource(id) })
  return { points: 0, spins: 0, rewards: 0 }
}

function messageOf(
  { id, merchantId, advocateId, friendId, flags }: Row,
  reviewUntil: number,
  at: number,
): Told {
  const data = { referralId: id, advocateId, friendId, flags, reviewUntil: iso(reviewUntil) }
  return { merchantId, type: 'referral.review', customerId: friendId, data, at }
}
