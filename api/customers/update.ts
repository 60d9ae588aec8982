import type { UpdateCustomer } from '../../sdk/contract'
import { openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { accountOf, accountReads } from '../wallet/account'
import { presentCustomer } from './present'
import { updateProfile } from './upsert'

export function updateCustomer(call: Call, merchantId: string, id: string, input: UpdateCustomer) {
  return perform(call, {
    read: db => accountReads(db, { merchantId, id }),
    decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      const books = openBooks(account, within)
      const statements = updateProfile(call.store.db, books, input)
      settle(books, within.tenant.at)
      return { statements, reply: { status: 200, body: presentCustomer(books), customerId: id } }
    },
  })
}
