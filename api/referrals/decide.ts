import { and, eq, sql } from 'drizzle-orm'
import type { DecideReferral } from '../../sdk/contract'
import type { CustomerKey } from '../customers/read'
import { journalOf } from '../customers/read'
import { type Books, bookStatements, earningReads, openBooks } from '../earning/books'
import { referralSource, stateOf } from '../earning/referral'
import { payFriend } from '../earning/referral-dues'
import { promote, settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { presentReferral } from './present'
import { referralRead } from './read'
import { referrals } from './table'

/**
 * The merchant ends a review, or declines what is not paid yet. It is a change of the friend's books: whoever is
 * approved is paid at once, and a review that ends at the same moment collides with the line. A friend who was erased,
 * or a guest who became a customer without their referral, has no books any more; it can be decided all the same.
 */
export function decideReferral(call: Call, merchantId: string, id: string, input: DecideReferral) {
  const one = and(eq(referrals.id, id), eq(referrals.merchantId, merchantId))
  const owner = sql`(SELECT friend_id FROM referrals WHERE id = ${id} AND merchant_id = ${merchantId})`
  const friend: CustomerKey = { merchantId, owner, of: referralSource(id) }
  return perform(call, {
    journal: journalOf(friend),
    read: db => ({
      ...earningReads(db, friend, call.realTime),
      referral: referralRead(db, merchantId).where(one),
    }),
    async decide(rows, within) {
      const { tenant } = within
      const [row] = rows.referral
      if (!row) throw refuse('not_found')
      if (row.decision === input.decision)
        return { statements: [], reply: { status: 200, body: presentReferral(row, tenant) } }
      const state = stateOf(row, tenant, tenant.at)
      if (row.decision !== null || state === 'completed') throw refuse('referral_decided')
      const account = accountOf(rows)
      const books = account?.customer.mergedInto === null ? openBooks(account, within, rows) : null
      if (books) settle(books, tenant.at)
      if (books) book(books, id, state === 'review' && input.decision === 'approved', input)
      const { decision, reason = null } = input
      const set = { decision, decidedAt: tenant.at, reason }
      return {
        statements: [
          ...(books ? await bookStatements(call, books) : []),
          call.store.db.update(referrals).set(set).where(one),
        ],
        reply: { status: 200, body: presentReferral({ ...row, ...set }, tenant) },
      }
    },
  })
}

/** The line is written even if nobody is paid: of two decisions, one is told that the other was made. */
function book(books: Books, id: string, isPaid: boolean, { decision }: DecideReferral): void {
  if (isPaid) payFriend(books, id)
  else append(books, { kind: 'referral', source: referralSource(id), note: { because: [decision] } })
  promote(books)
}
