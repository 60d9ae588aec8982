import { and, eq, isNull } from 'drizzle-orm'
import type { UpsertCustomer } from '../../sdk/contract'
import { type Books, bookStatements, earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import type { Statement } from '../store/store'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { insertCustomer, openNewBooks } from './create'
import { markReads, marksOf } from './marks'
import { presentCustomer } from './present'
import { journalOf } from './read'
import { customers } from './table'

/** Creates the customer, or changes the fields that are named and leaves the others. */
export async function upsertCustomer(call: Call, merchantId: string, input: UpsertCustomer) {
  const { externalId, ...profile } = input
  const key = { merchantId, externalId }
  const marks = await marksOf(call, merchantId, input)
  return perform(call, {
    journal: journalOf(key),
    read: db => ({
      ...earningReads(db, key, call.realTime),
      ...markReads(db, { merchantId, ...marks, realTime: call.realTime }),
    }),
    async decide(rows, within) {
      const { db } = call.store
      const account = accountOf(rows)
      if (!account) {
        const books = openNewBooks(within, input, rows, within.tenant.at)
        const statements = [...insertCustomer(db, books), ...(await bookStatements(call, books))]
        return {
          statements,
          reply: { status: 201, body: presentCustomer(books), customerId: books.customer.id },
        }
      }
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const statements = await updateProfile(call, books, profile)
      return {
        statements,
        reply: { status: 200, body: presentCustomer(books), customerId: books.customer.id },
      }
    },
  })
}

type Profile = Omit<UpsertCustomer, 'externalId'>

/**
 * Changes the customer of settled books and returns what stores it; nothing when nothing is named. Another birthday
 * has its line: what the old one has given is booked before it goes, and the new one pays from now on.
 */
export async function updateProfile(call: Call, books: Books, profile: Profile): Promise<Statement[]> {
  const { db } = call.store
  const named = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined))
  if (Object.keys(named).length === 0) return []
  const isReborn = profile.birthday !== undefined && profile.birthday !== books.customer.birthday
  if (isReborn) append(books, { kind: 'profile', source: 'profile' })
  Object.assign(books.customer, named)
  const stillThere = and(eq(customers.id, books.customer.id), isNull(customers.erasedAt))
  const changed = db.update(customers).set(named).where(stillThere)
  return isReborn ? [...(await bookStatements(call, books)), changed] : [changed]
}
