import { and, eq, sql } from 'drizzle-orm'
import type { Errand } from '../http/call'
import type { Statement } from '../store/store'
import { messageStatements } from '../webhooks/outbox'
import { poolCodes } from './table'

/** A code that has just left its pool. */
interface Taken {
  merchantId: string
  pool: string
  /** By the merchant's clock, epoch ms. */
  at: number
}

/**
 * Says that a pool is low in the batch that takes the code which makes it so: counted there, since others take codes
 * at the same time, so it is said once each time that only `lowStockAt` are left.
 */
export function poolLow(errand: Errand, { merchantId, pool, at }: Taken, lowStockAt: number): Statement[] {
  const left = errand.store.db
    .select({ one: sql`1` })
    .from(poolCodes)
    .where(and(eq(poolCodes.merchantId, merchantId), eq(poolCodes.pool, pool), sql`reward_id IS NULL`))
    .limit(lowStockAt + 1)
  const told = {
    ...{ merchantId, type: 'pool.low' as const, data: { pool, left: lowStockAt }, at },
    when: sql`(SELECT count(*) FROM ${left}) = ${lowStockAt}`,
  }
  return messageStatements(errand.store.db, errand.platform.random, errand.realTime, [told])
}
