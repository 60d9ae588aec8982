import { and, desc, eq, lt } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import type { Call } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { ownedCode } from './present'
import { codes } from './table'

/** A shopper's codes with their tokens, newest first. Nobody we know of has none. */
export function listOwnedCodes(call: Call, key: CustomerKey, query: { limit: number; cursor?: string }) {
  const before = decodeCursor(query.cursor, 'string')
  return perform(call, {
    read: db => ({
      rows: db
        .select()
        .from(codes)
        .where(
          and(
            eq(codes.customerId, customerIdOf(key)),
            before === undefined ? undefined : lt(codes.id, before),
          ),
        )
        .orderBy(desc(codes.id))
        .limit(query.limit + 1),
    }),
    async decide({ rows }, { tenant }) {
      const { data, nextCursor } = pageOf(rows, query.limit, row => row.id)
      const owned = await Promise.all(data.map(row => ownedCode(call, row, tenant.at)))
      return { statements: [], reply: { status: 200, body: { data: owned, nextCursor } } }
    },
  })
}
