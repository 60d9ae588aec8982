import type { CancelOrder } from '../../sdk/contract'
import { journalOf } from '../customers/read'
import { openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { happenedAt } from '../http/time'
import { accountOf } from '../wallet/account'
import { changeOrder } from './change'
import { presentOrder } from './present'
import { changeReads, customerOfOrder, sourceOf } from './read'
import { ofOrder } from './upsert'

/** Takes back everything the order earned. Sending the order as paid again completes it again. */
export function cancelOrder(call: Call, externalId: string, input: CancelOrder) {
  const key = { merchantId: merchantIdOf(call), externalId }
  return perform(call, {
    journal: journalOf(customerOfOrder(key)),
    read: db => changeReads(db, { ...key, source: sourceOf(externalId), realTime: call.realTime }),
    async decide(rows, within) {
      const [known] = rows.order
      const account = accountOf(rows)
      if (!known || !account) throw refuse('not_found')
      const { at: now } = within.tenant
      if (known.status === 'cancelled') {
        const body = presentOrder(known, rows.orderEarnings, rows.orderLots, now)
        return { statements: [], reply: { status: 200, body, customerId: known.customerId } }
      }
      const at = happenedAt(input.at, now)
      const books = openBooks(account, within, rows)
      settle(books, at)
      const document = { ...known.document, status: 'cancelled' as const }
      const order = { ...known, document, status: 'cancelled' as const, refunded: known.total }
      const statements = await changeOrder(call, { books, order, rows, kind: 'refund' })
      const body = presentOrder(order, rows.orderEarnings, books.lots.filter(ofOrder(order)), now)
      return { statements, reply: { status: 200, body, customerId: order.customerId } }
    },
  })
}
