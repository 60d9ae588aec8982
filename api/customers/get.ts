import { earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { accountOf } from '../wallet/account'
import { presentCustomer } from './present'

/** With balances as time has left them, whether or not anything has been booked since. */
export function getCustomer(call: Call, merchantId: string, id: string) {
  return perform(call, {
    read: db => earningReads(db, { merchantId, id }, call.realTime),
    decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      return { statements: [], reply: { status: 200, body: presentCustomer(books) } }
    },
  })
}
