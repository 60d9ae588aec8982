import { eq, sql } from 'drizzle-orm'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { poolCodes } from './table'

/** Every pool, how many codes were ever put into it, and how many are left. */
export function listPools(call: Call) {
  return perform(call, {
    long: true,
    read: db => ({
      data: db
        .select({
          pool: poolCodes.pool,
          codes: sql<number>`count(*)`,
          left: sql<number>`count(*) FILTER (WHERE reward_id IS NULL)`,
        })
        .from(poolCodes)
        .where(eq(poolCodes.merchantId, merchantIdOf(call)))
        .groupBy(poolCodes.pool)
        .orderBy(poolCodes.pool),
    }),
    decide: ({ data }) => ({ statements: [], reply: { status: 200, body: { data } } }),
  })
}
