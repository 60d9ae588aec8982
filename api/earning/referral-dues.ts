import type { ReferralRow } from '../referrals/read'
import { append } from '../wallet/ledger'
import { type Awarded, award } from './award'
import type { Books } from './books'
import { completesAt, referralSource } from './referral'
import type { Due } from './settle'

/**
 * What time does to a friend whose review has passed and to an advocate whose friend has kept an order. An order is
 * told of by others and may be told late, so what is due is due however long ago; a review's end is known before.
 */
export function referralDues(books: Books, to: number): Due[] {
  const { customer, referrals } = books
  if (customer.mergedInto !== null || customer.erasedAt !== null) return []
  const givenAt = Math.max(books.at, to)
  return referrals.rows
    .flatMap(row => (row.friendId === customer.id ? friendDues : advocateDues)(books, row, givenAt))
    .filter(({ at }) => at <= to)
}

function friendDues(books: Books, row: ReferralRow, givenAt: number): Due[] {
  const { reviewUntil, decision, earnedAt, completedAt } = row
  const dues: Due[] = []
  if (reviewUntil !== null && decision === null && reviewUntil > books.at)
    dues.push({ at: reviewUntil, book: () => payFriend(books, row.id, givenAt) })
  const at = completesAt(row, books.tenant)
  if (at !== null && earnedAt === null && completedAt === null)
    dues.push({ at, book: () => books.referrals.earned.push({ id: row.id, at }) })
  return dues
}

/** Whoever settles twice before the books are written pays once. */
function advocateDues(books: Books, row: ReferralRow, givenAt: number): Due[] {
  const at = completesAt(row, books.tenant)
  const isPaid = row.completedAt !== null || books.referrals.completed.some(({ id }) => id === row.id)
  if (at === null || isPaid) return []
  const book = () => {
    pay(books, 'referral.completed', row.id, givenAt)
    books.referrals.completed.push({ id: row.id, friendId: row.friendId, at })
  }
  return [{ at, book }]
}

/** What the programme gives to somebody who was brought. */
export const payFriend = (books: Books, id: string, givenAt = books.at): Awarded =>
  pay(books, 'referral.claimed', id, givenAt)

/** The line is written even if nothing is given: it referees. */
function pay(books: Books, on: string, id: string, givenAt: number): Awarded {
  const fact = { on, source: referralSource(id), kind: 'referral' as const, givenAt }
  const awarded = award(books, fact)
  if (!books.written.journal.some(({ source }) => source === fact.source)) append(books, fact)
  return awarded
}
