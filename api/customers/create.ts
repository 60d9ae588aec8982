import type { CustomerRef } from '../../sdk/contract'
import { award } from '../earning/award'
import { type Books, openBooks } from '../earning/books'
import { promote } from '../earning/settle'
import type { Within } from '../http/perform'
import { newId } from '../store/id'
import { planInsert } from '../store/plan-write'
import type { Db, Statement } from '../store/store'
import { emptyAccount } from '../wallet/account'
import { append } from '../wallet/ledger'
import type { MarkRows } from './marks'
import { customers } from './table'

type Profile = CustomerRef &
  Partial<Pick<typeof customers.$inferInsert, 'birthday' | 'locale' | 'timeZone' | 'segments'>>
type EarningRows = Parameters<typeof openBooks>[2]

/**
 * Books of a customer who is not there: the first journal line, and what the programme gives to newcomers. Whoever was
 * erased and returns is none.
 */
export function openNewBooks(
  within: Within,
  profile: Profile,
  rows: EarningRows & MarkRows,
  createdAt: number,
): Books {
  const { tenant, random } = within
  const id = newId('cus', createdAt, random)
  const returnedAt = rows.erased.length > 0 ? tenant.at : null
  const customer = {
    id,
    slug: slugOf(id),
    merchantId: tenant.merchant.id,
    externalId: profile.externalId,
    email: profile.email ?? null,
    name: profile.name ?? null,
    birthday: profile.birthday ?? null,
    locale: profile.locale ?? null,
    timeZone: profile.timeZone ?? null,
    segments: profile.segments ?? [],
    ...{ kind: 'customer' as const, mergedInto: null, erasedAt: null, returnedAt, createdAt },
  }
  const books = openBooks(emptyAccount(customer), within, rows)
  append(books, { kind: 'welcome', source: 'welcome' })
  if (returnedAt === null) award(books, { on: 'customer.created', source: 'welcome', kind: 'welcome' })
  promote(books)
  return books
}

/** The random end of the id: short enough to be said, and nobody's name. */
const slugOf = (customerId: string) => customerId.slice(-10)

/** Goes before the journal, which points at it. Two requests that create the same customer collide here. */
export const insertCustomer = (db: Db, { customer }: Books): Statement[] => insert(db, customer)

const insert = planInsert(customers)
