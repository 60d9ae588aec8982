import { customerIdOf } from '../customers/read'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { presentOrder } from './present'
import { customerOfOrder, orderReads, sourceOf } from './read'

export function getOrder(call: Call, externalId: string) {
  const key = { merchantId: merchantIdOf(call), externalId }
  return perform(call, {
    read: db => orderReads(db, key, customerIdOf(customerOfOrder(key)), sourceOf(key.externalId)),
    decide({ order: [order], orderEarnings, orderLots }, { tenant }) {
      if (!order) throw refuse('not_found')
      return {
        statements: [],
        reply: { status: 200, body: presentOrder(order, orderEarnings, orderLots, tenant.at) },
      }
    },
  })
}
