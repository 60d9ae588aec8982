import { and, eq, sql } from 'drizzle-orm'
import type { Db, Statement } from '../store/store'
import { deliveries } from './table'

/** Nothing waits for a webhook that is off by now: what was still to be sent has failed, and can be replayed. */
export function giveUp(db: Db, webhookId: string): Statement {
  const isOff = sql`NOT (SELECT active FROM webhooks WHERE id = ${webhookId})`
  return db
    .update(deliveries)
    .set({ status: 'failed', nextAttemptAt: null, claim: null })
    .where(and(eq(deliveries.webhookId, webhookId), sql`status = 'waiting'`, isOff))
}
