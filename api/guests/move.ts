import { eq, sql } from 'drizzle-orm'
import { consents, customers } from '../customers/table'
import type { Books } from '../earning/books'
import { progress } from '../earning/table'
import { prompts, responses } from '../feedback/table'
import { obstacle } from '../referrals/obstacle'
import { referrals } from '../referrals/table'
import { codes } from '../rewards/table'
import type { Db, Statement } from '../store/store'
import type { MergeRows } from './read'

/** Rows of the guest that are the customer's from now on. Spins and earnings stay: their proofs name the guest. */
export function moveStatements(db: Db, books: Books, guest: Books, rows: MergeRows): Statement[] {
  const [customerId, guestId] = [books.customer.id, guest.customer.id]
  const lastPrompt = rows.lastPrompt[0]?.number ?? 0
  const { goes: referral } = referralOf(books, guest, rows)
  return [
    db.update(codes).set({ customerId }).where(eq(codes.customerId, guestId)),
    db.update(responses).set({ customerId }).where(eq(responses.customerId, guestId)),
    db
      .update(prompts)
      .set({ customerId, number: sql`number + ${lastPrompt}` })
      .where(eq(prompts.customerId, guestId)),
    // Two answers of one moment are one record.
    db.run(sql`UPDATE OR IGNORE ${consents} SET customer_id = ${customerId} WHERE customer_id = ${guestId}`),
    // How far the customer has come by themselves counts more.
    db.run(sql`UPDATE OR IGNORE ${progress} SET customer_id = ${customerId} WHERE customer_id = ${guestId}`),
    ...(referral
      ? [db.update(referrals).set({ friendId: customerId }).where(eq(referrals.id, referral.id))]
      : []),
    db.update(customers).set({ mergedInto: customerId }).where(eq(customers.id, guestId)),
    ...fillBlanks(db, books, guest),
  ]
}

/**
 * Whose link the guest came by: it comes along, or stays where it is and never pays, as it could not have been claimed
 * by the customer then.
 */
export function referralOf(books: Books, guest: Books, rows: MergeRows) {
  const { customer } = books
  const claimed = rows.referrals.find(({ friendId }) => friendId === guest.customer.id)
  if (!claimed) return {}
  const advocate = { id: claimed.advocateId, email: rows.linkOwner[0]?.email ?? null }
  const circle = rows.referrals.filter(
    ({ advocateId, friendId }) => advocateId === customer.id && friendId === advocate.id,
  )
  const before = { circle, everPaid: rows.paidBefore }
  return obstacle(books, advocate, before, { email: customer.email }) ? { stays: claimed } : { goes: claimed }
}

function fillBlanks(db: Db, { customer }: Books, guest: Books): Statement[] {
  const { email, locale, timeZone } = guest.customer
  const blanks = {
    ...(customer.email === null && email !== null && { email }),
    ...(customer.locale === null && locale !== null && { locale }),
    ...(customer.timeZone === null && timeZone !== null && { timeZone }),
  }
  if (Object.keys(blanks).length === 0) return []
  return [db.update(customers).set(blanks).where(eq(customers.id, customer.id))]
}
