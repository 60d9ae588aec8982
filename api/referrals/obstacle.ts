import type { ProblemCode } from '../../sdk/contract'
import type { customers } from '../customers/table'
import type { Books } from '../earning/books'
import { sameEmail } from './flags'
import type { BringRows, ReferralRow } from './read'

export type Advocate = typeof customers.$inferSelect

/** Somebody a link can lead to: guests have none, and whoever was erased has none any more. */
export function advocateOf({ advocate: [row] }: Pick<BringRows, 'advocate'>): Advocate | null {
  return row?.kind === 'customer' && row.erasedAt === null ? row : null
}

/** Who brought the customer of these books. */
export const broughtBy = ({ customer, referrals: { rows } }: Books): ReferralRow | undefined =>
  rows.find(row => row.friendId === customer.id)

/**
 * What keeps somebody from being brought, by a claim or as the guest they were. `circle` is whom they brought that
 * brings them, `everPaid` their orders of before, also those cancelled since; whoever was erased has had some, for all
 * we know. `order` may be paid already: it comes with the claim.
 */
export function obstacle(
  books: Books,
  advocate: Pick<Advocate, 'id' | 'email'>,
  rows: { circle: unknown[]; everPaid: { externalId: string }[] },
  { email, order }: { email: string | null; order?: string },
): ProblemCode | null {
  const isSelf = advocate.id === books.customer.id || sameEmail(advocate.email, email)
  if (isSelf || rows.circle.length > 0) return 'self_referral'
  const hasPaid = rows.everPaid.some(({ externalId }) => externalId !== order)
  if (hasPaid || books.customer.returnedAt !== null) return 'existing_customer'
  return broughtBy(books) ? 'already_referred' : null
}
