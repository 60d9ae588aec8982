import type { MergeResult } from '../../sdk/contract'
import { insertCustomer, openNewBooks } from '../customers/create'
import { type Marks, marksOf, NO_MARKS } from '../customers/marks'
import { type CustomerKey, journalOf } from '../customers/read'
import { type Books, bookStatements, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import { type Call, claimedEmail } from '../http/call'
import { perform, type Within } from '../http/perform'
import { refuse } from '../http/refusal'
import { verifyGuestToken } from '../merchants/token'
import { statusAt } from '../rewards/life'
import { withdrawCode } from '../rewards/withdraw'
import { accountOf } from '../wallet/account'
import { messageStatements } from '../webhooks/outbox'
import { leaveReferral } from './leave-referral'
import { moveStatements, referralOf } from './move'
import { guestRows, type MergeRows, mergeReads } from './read'
import { takeOver } from './take-over'

const NOTHING: MergeResult = { merged: false, points: 0, spins: 0, codes: 0 }

/** By the person, who has both tokens. */
export async function mergeGuest(
  call: Call,
  key: { merchantId: string; externalId: string },
  guestToken: string,
) {
  const { merchantId, externalId } = key
  const guest = { merchantId, externalId: await guestOf(call, merchantId, guestToken) }
  const marks = await marksOf(call, merchantId, { externalId, email: claimedEmail(call) })
  return merge(call, key, guest, marks)
}

/** By the merchant, who knows that the two are one. */
export function mergeKnownGuest(call: Call, key: { merchantId: string; id: string }, guestId: string) {
  return merge(call, key, { merchantId: key.merchantId, id: guestId }, NO_MARKS)
}

/** No customer's id is empty: what is no token of this merchant's names nobody. */
async function guestOf(call: Call, merchantId: string, token: string): Promise<string> {
  try {
    const shopper = await verifyGuestToken(call.platform.vault, { merchantId, token }, call.realTime)
    return shopper?.externalId ?? ''
  } catch {
    return ''
  }
}

/**
 * The guest becomes the customer: lines in both journals referee, so it happens once, and of one customer only.
 * Whoever signs in for the first time is created here, as anywhere.
 */
function merge(call: Call, key: CustomerKey, guestKey: CustomerKey, marks: Marks) {
  return perform(call, {
    journal: journalOf(key),
    read: db => mergeReads(db, { key, guest: guestKey, marks, realTime: call.realTime }),
    async decide(rows, within) {
      const { db } = call.store
      const guestAccount = accountOf(guestRows(rows))
      if (guestAccount?.customer.kind !== 'guest') throw refuse('not_found', 'There is no such guest')
      const { books, isNew } = booksOf(key, rows, within)
      const { id: customerId, merchantId } = books.customer
      const { mergedInto, id: guestId } = guestAccount.customer
      if (mergedInto === customerId)
        return { statements: [], reply: { status: 200, body: NOTHING, customerId } }
      if (mergedInto !== null) throw refuse('merged', 'This guest is another customer already')
      const guest = openBooks(guestAccount, within, guestRows(rows))
      guest.lots.push(...rows.spentLots.map(lot => ({ ...lot })))
      for (const each of [books, guest]) settle(each, within.tenant.at)
      const { stays } = referralOf(books, guest, rows)
      const withdrawn = stays ? leaveReferral(guest, rows, stays.id) : []
      const taken = takeOver(books, guest, new Map(rows.notes.map(({ seq, note }) => [seq, note])))
      const usable = rows.codes.filter(
        row =>
          !withdrawn.includes(row.id) && ['issued', 'reserved'].includes(statusAt(row, within.tenant.at)),
      )
      const body: MergeResult = { merged: true, ...taken, codes: usable.length }
      const told = { merchantId, type: 'customer.merged' as const, customerId, at: books.at }
      return {
        statements: [
          ...(isNew ? insertCustomer(db, books) : []),
          ...(await bookStatements(call, books)),
          ...(await bookStatements(call, guest)),
          ...withdrawn.map(id => withdrawCode(db, id)),
          ...moveStatements(db, books, guest, rows),
          ...messageStatements(db, within.random, call.realTime, [
            { ...told, data: { customerId, guestId } },
          ]),
        ],
        reply: { status: 200, body, customerId },
      }
    },
  })
}

function booksOf(key: CustomerKey, rows: MergeRows, within: Within): { books: Books; isNew: boolean } {
  const account = accountOf(rows)
  if (account) {
    if (account.customer.kind === 'guest') throw refuse('not_found', 'There is no such customer')
    return { books: openBooks(account, within, rows), isNew: false }
  }
  if (!('externalId' in key)) throw refuse('not_found')
  const { shopper, at } = within.tenant
  const profile = { externalId: key.externalId, name: shopper?.name, email: shopper?.email }
  return { books: openNewBooks(within, profile, rows, at), isNew: true }
}
