import { eq } from 'drizzle-orm'
import type { CheckIn, CheckInResult } from '../../sdk/contract'
import { type CustomerKey, journalOf } from '../customers/read'
import { customers } from '../customers/table'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { type Awarded, award } from './award'
import { type Books, bookStatements, earningReads, openBooks } from './books'
import { type CheckInDay, checkInDay, NO_RULE } from './check-in-day'
import { moveOn } from './series'
import { promote, settle } from './settle'

/** Once a day of the shopper's own zone. The day is its natural key: it needs no other to happen once. */
export function checkIn(call: Call, key: CustomerKey, { timeZone }: CheckIn) {
  const { db } = call.store
  return perform(call, {
    journal: journalOf(key),
    read: () => earningReads(db, key, call.realTime),
    async decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const { customer } = books
      const isElsewhere = timeZone !== undefined && timeZone !== customer.timeZone
      if (isElsewhere) customer.timeZone = timeZone
      const today = checkInDay(books)
      if (!today) throw refuse('not_found', 'This programme has no check-in')
      if (!today.open) throw refuse('already_checked_in')
      const earned = book(books, today)
      const body: CheckInResult = { day: today.day, earned, nextAt: iso(today.nextAt) }
      const moved = isElsewhere
        ? [db.update(customers).set({ timeZone }).where(eq(customers.id, customer.id))]
        : []
      return {
        statements: [...(await bookStatements(call, books)), ...moved],
        reply: { status: 201, body, customerId: customer.id },
      }
    },
  })
}

/** The day has its line, whether it earns anything or not. */
function book(books: Books, { day, number }: CheckInDay): Awarded {
  const fact = { on: 'check-in', source: `check-in:${day}`, kind: 'check-in' } as const
  const count = (books.progress.get(NO_RULE)?.count ?? 0) + 1
  moveOn(books, NO_RULE, { period: 0, count, last: number, frozen: 0 }, fact)
  const earned = award(books, fact)
  if (books.written.journal.every(({ source }) => source !== fact.source)) append(books, fact)
  promote(books)
  return earned
}
