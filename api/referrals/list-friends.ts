import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { customers } from '../customers/table'
import type { Call } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { orders } from '../orders/table'
import { presentFriend } from './present'
import { countingOrder } from './read'
import { referrals } from './table'

/** Everybody somebody has brought, newest first, by first name. */
export function listFriends(call: Call, key: CustomerKey, query: { limit: number; cursor?: string }) {
  const before = decodeCursor(query.cursor, 'string')
  return perform(call, {
    read: db => ({
      rows: db
        .select({
          ...getTableColumns(referrals),
          ...{ order: orders.externalId, paidAt: orders.paidAt, name: customers.name },
        })
        .from(referrals)
        .innerJoin(customers, eq(customers.id, referrals.friendId))
        .leftJoin(orders, eq(orders.id, countingOrder(key.merchantId)))
        .where(
          and(
            eq(referrals.advocateId, customerIdOf(key)),
            before === undefined ? undefined : lt(referrals.id, before),
          ),
        )
        .orderBy(desc(referrals.id))
        .limit(query.limit + 1),
    }),
    decide({ rows }, { tenant }) {
      const { data, nextCursor } = pageOf(rows, query.limit, row => row.id)
      const body = { data: data.map(row => presentFriend(row, tenant)), nextCursor }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}
