import type { FindRedemptions } from '../../sdk/contract'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { type Call, merchantIdOf } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { presentRedemption, presentSale } from './present'
import { ownRead, salesRead } from './read'

/** What a shopper has bought, newest first. Nobody we know of has bought nothing. */
export function listOwnRedemptions(call: Call, key: CustomerKey, query: { limit: number; cursor?: string }) {
  const before = decodeCursor(query.cursor, 'number')
  return perform(call, {
    read: db => ({ rows: ownRead(db, customerIdOf(key), before, query.limit + 1) }),
    async decide({ rows }, { tenant }) {
      const { data, nextCursor } = pageOf(rows, query.limit, row => row.redemption.debitSeq)
      const shown = data.map(row => presentRedemption(call, row.redemption, row.code, tenant.at))
      return { statements: [], reply: { status: 200, body: { data: await Promise.all(shown), nextCursor } } }
    },
  })
}

/** What everybody has bought, newest first. */
export function listRedemptions(call: Call, { limit, cursor, itemId, customerId }: FindRedemptions) {
  const scope = {
    ...{ merchantId: merchantIdOf(call), itemId, customerId },
    before: decodeCursor(cursor, 'string'),
  }
  return perform(call, {
    read: db => ({ rows: salesRead(db, scope, limit + 1) }),
    async decide({ rows }, { tenant }) {
      const { data, nextCursor } = pageOf(rows, limit, row => row.redemption.id)
      const shown = data.map(row => presentSale(call, row.redemption, row.code, tenant.at))
      return { statements: [], reply: { status: 200, body: { data: await Promise.all(shown), nextCursor } } }
    },
  })
}
