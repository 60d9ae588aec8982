import type { Customer } from '../../sdk/contract'
import type { Books } from '../earning/books'
import { tierAt } from '../earning/tier'
import { iso } from '../http/time'
import { balance } from '../wallet/ledger'

/** A customer with the balances of settled books. */
export function presentCustomer(books: Books): Customer {
  const { id, externalId, email, name, birthday, locale, createdAt } = books.customer
  const { timeZone, segments, kind, slug } = books.customer
  return {
    ...{ id, externalId, email, name, birthday, locale, timeZone, segments, kind, slug },
    createdAt: iso(createdAt),
    points: balance(books, 'points'),
    spins: balance(books, 'spins').available,
    tierId: tierAt(books, books.at),
  }
}
