import type { RefundOrder } from '../../sdk/contract'
import { journalOf } from '../customers/read'
import { applyRefund, partsOf } from '../earning/basis'
import { openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { happenedAt } from '../http/time'
import { accountOf } from '../wallet/account'
import { changeOrder, type OrderRow, same } from './change'
import { presentOrder } from './present'
import { changeReads, customerOfOrder, sourceOf } from './read'
import { refunds } from './table'
import { ofOrder } from './upsert'

/** Money given back, by line or by amount, once for ever per refund id. What it had earned goes back at the rate it was paid. */
export function refundOrder(call: Call, externalId: string, input: RefundOrder) {
  const key = { merchantId: merchantIdOf(call), externalId }
  return perform(call, {
    journal: journalOf(customerOfOrder(key)),
    read: db => changeReads(db, { ...key, source: sourceOf(externalId), realTime: call.realTime }),
    async decide(rows, within) {
      const [known] = rows.order
      const account = accountOf(rows)
      if (!known || !account) throw refuse('not_found')
      const { at: now } = within.tenant
      const before = rows.refunds.find(refund => refund.externalId === input.externalId)
      if (before) {
        if (!same(before.document, input)) throw refuse('refund_differs')
        const body = presentOrder(known, rows.orderEarnings, rows.orderLots, now)
        return { statements: [], reply: { status: 200, body, customerId: known.customerId } }
      }
      const at = happenedAt(input.at, now)
      const books = openBooks(account, within, rows)
      settle(books, at)
      const order = refunded(known, input)
      const changed = await changeOrder(call, { books, order, rows, kind: 'refund' })
      const row = {
        orderId: order.id,
        externalId: input.externalId,
        amount: order.refunded - known.refunded,
        at,
      }
      const body = presentOrder(order, rows.orderEarnings, books.lots.filter(ofOrder(order)), now)
      return {
        statements: [...changed, call.store.db.insert(refunds).values({ ...row, document: input })],
        reply: { status: 201, body, customerId: order.customerId },
      }
    },
  })
}

function refunded(order: OrderRow, refund: RefundOrder): OrderRow {
  if (order.status === 'pending') throw refuse('conflict', 'This order is not paid')
  if (order.status === 'cancelled') throw refuse('refund_too_large', 'This order is cancelled')
  const refundedParts = applyRefund(partsOf(order.document), order.refundedParts, refund)
  if (!refundedParts) throw refuse('refund_too_large')
  return {
    ...order,
    refundedParts,
    refunded: Object.values(refundedParts).reduce((sum, amount) => sum + amount, 0),
  }
}
