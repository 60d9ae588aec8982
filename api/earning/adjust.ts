import type { Adjust } from '../../sdk/contract'
import { presentCustomer } from '../customers/present'
import { journalOf } from '../customers/read'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { accountOf } from '../wallet/account'
import { balance, credit, debit } from '../wallet/ledger'
import { type Books, bookStatements, earningReads, openBooks } from './books'
import { promote, settle } from './settle'

/** Points or spins by hand, with the reason the shopper will read. What is not there cannot be taken. */
export function adjust(call: Call, merchantId: string, id: string, input: Adjust) {
  const key = { merchantId, id }
  return perform(call, {
    journal: journalOf(key),
    read: db => earningReads(db, key, call.realTime),
    async decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      if (account.customer.mergedInto !== null) throw refuse('merged')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      book(books, input)
      promote(books)
      return {
        statements: await bookStatements(call, books),
        reply: { status: 201, body: presentCustomer(books), customerId: id },
      }
    },
  })
}

function book(books: Books, input: Adjust): void {
  const unit = input.points === undefined ? 'spins' : 'points'
  const amount = input.points ?? input.spins ?? 0
  const line = { kind: 'adjust' as const, source: 'adjustment', note: { name: input.reason } }
  if (amount < 0) {
    const missing = -amount > balance(books, unit).available
    if (missing) throw refuse(unit === 'points' ? 'insufficient_points' : 'insufficient_spins')
    debit(books, unit, -amount, line)
    return
  }
  const expiresAt = input.expiresAt === null ? null : Date.parse(input.expiresAt)
  if (expiresAt !== null && expiresAt <= books.at) throw invalid('expiresAt', 'must lie ahead')
  const qualifying = input.countsForTier && unit === 'points' ? amount : 0
  credit(books, { ...line, unit, amount, availableAt: books.at, expiresAt, qualifying })
}
