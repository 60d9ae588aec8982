import type { AnswerResult, Feedback } from '../../sdk/contract'
import { type CustomerKey, journalOf } from '../customers/read'
import { award } from '../earning/award'
import { bookStatements, earningReads, openBooks } from '../earning/books'
import { promote, settle } from '../earning/settle'
import { tierAt } from '../earning/tier'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { newId } from '../store/id'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { messageStatements } from '../webhooks/outbox'
import { told } from './conclude'
import { lastOrderRead, type ResponseRow } from './read'
import { responses } from './table'

/** Words without a survey. What they earn, and how often, is for rules on `feedback.sent` to say. */
export function sendFeedback(call: Call, key: CustomerKey, input: Feedback) {
  return perform(call, {
    journal: journalOf(key),
    read: db => ({ ...earningReads(db, key, call.realTime), lastOrder: lastOrderRead(db, key) }),
    async decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const { customer, at } = books
      const row: ResponseRow = {
        id: newId('rsp', at, within.random),
        ...{ merchantId: customer.merchantId, surveyId: null, kind: 'feedback', customerId: customer.id },
        ...{ promptId: null, externalId: null, score: null, comment: input.comment },
        ...{ page: input.page ?? null, locale: input.locale ?? customer.locale, tierId: tierAt(books, at) },
        order: rows.lastOrder[0]?.externalId ?? null,
        ...{ at, completedAt: at, status: 'open', note: null },
      }
      const source = `feedback:${row.id}`
      const earned = award(books, { on: 'feedback.sent', source, kind: 'feedback' })
      promote(books)
      if (books.written.journal.length === 0) append(books, { kind: 'feedback', source })
      const { db } = call.store
      const body: AnswerResult = { id: row.id, complete: true, earned }
      return {
        statements: [
          ...(await bookStatements(call, books)),
          db.insert(responses).values(row),
          ...messageStatements(db, within.random, call.realTime, told(row, null)),
        ],
        reply: { status: 201, body, customerId: customer.id },
      }
    },
  })
}
