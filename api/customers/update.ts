import type { UpdateCustomer } from '../../sdk/contract'
import { earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { accountOf } from '../wallet/account'
import { presentCustomer } from './present'
import { journalOf } from './read'
import { updateProfile } from './upsert'

export function updateCustomer(call: Call, merchantId: string, id: string, input: UpdateCustomer) {
  return perform(call, {
    journal: journalOf({ merchantId, id }),
    read: db => earningReads(db, { merchantId, id }, call.realTime),
    async decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      if (account.customer.mergedInto !== null) throw refuse('merged')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const statements = await updateProfile(call, books, input)
      return { statements, reply: { status: 200, body: presentCustomer(books), customerId: id } }
    },
  })
}
