import type { CustomerRef } from '../../sdk/contract'
import { award } from '../earning/award'
import { type Books, openBooks } from '../earning/books'
import { promote } from '../earning/settle'
import type { Within } from '../http/perform'
import { newId } from '../store/id'
import type { Db, Statement } from '../store/store'
import { emptyAccount } from '../wallet/account'
import { append } from '../wallet/ledger'
import { customers } from './table'

type Profile = CustomerRef & Partial<Pick<typeof customers.$inferInsert, 'birthday' | 'locale'>>
type EarningRows = Parameters<typeof openBooks>[2]

/** Books of a customer nobody has seen before: the first journal line, and what the programme gives to newcomers. */
export function openNewBooks(within: Within, profile: Profile, rows: EarningRows, createdAt: number): Books {
  const { tenant, random } = within
  const customer = {
    id: newId('cus', createdAt, random),
    merchantId: tenant.merchant.id,
    externalId: profile.externalId,
    email: profile.email ?? null,
    name: profile.name ?? null,
    birthday: profile.birthday ?? null,
    locale: profile.locale ?? null,
    createdAt,
  }
  const books = openBooks(emptyAccount(customer), within, rows)
  append(books, { kind: 'welcome', source: 'welcome' })
  award(books, { on: 'customer.created', source: 'welcome', kind: 'welcome' })
  promote(books)
  return books
}

/** Goes before the journal, which points at it. Two requests that create the same customer collide here. */
export const insertCustomer = (db: Db, { customer }: Books): Statement =>
  db.insert(customers).values(customer)
