import { and, eq, sql } from 'drizzle-orm'
import type { Platform } from '../http/call'
import { hex } from '../store/hex'
import { NOBODY, type Store } from '../store/store'
import { giveUp } from './give-up'
import type { DeliveryRow, MessageRow, WebhookRow } from './read'
import type { Verdict } from './retry'
import { deliveries, messages, webhooks } from './table'

/** In one claim, and of one webhook: one that hangs does not keep the others waiting. */
export const IN_A_CLAIM = 20
const OF_A_WEBHOOK = 5

/** One message for one webhook. */
export interface Job {
  delivery: DeliveryRow
  message: MessageRow
  webhook: WebhookRow
}

/**
 * Takes some of what is due for itself, for so long. One statement, so that no two take the same; it reads before
 * it writes, so that an idle database is left idle.
 */
export async function claim(
  store: Store,
  { clock, random }: Pick<Platform, 'clock' | 'random'>,
  holdMs: number,
): Promise<Job[]> {
  const { db } = store
  const now = clock()
  const isDue = sql`status = 'waiting' AND next_attempt_at <= CAST(${now} AS INTEGER)`
  const { due } = await store.read({
    due: db.select({ webhookId: deliveries.webhookId }).from(deliveries).where(isDue).limit(1),
  })
  if (due.length === 0) return []
  const mine = hex(random(16))
  const turns = sql`SELECT rowid AS row, next_attempt_at, row_number() OVER (PARTITION BY webhook_id ORDER BY next_attempt_at, message_id) AS turn FROM deliveries WHERE ${isDue}`
  const chosen = sql`SELECT row FROM (${turns}) WHERE turn <= ${OF_A_WEBHOOK} ORDER BY next_attempt_at LIMIT ${IN_A_CLAIM}`
  const held = { claim: mine, nextAttemptAt: now + holdMs }
  await store.write([db.update(deliveries).set(held).where(sql`rowid IN (${chosen})`)], NOBODY)
  const { jobs } = await store.read({ jobs: jobsOf(store, mine) })
  return jobs
}

const jobsOf = ({ db }: Store, mine: string) =>
  db
    .select({ delivery: deliveries, message: messages, webhook: webhooks })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.messageId))
    .innerJoin(webhooks, eq(webhooks.id, deliveries.webhookId))
    .where(eq(deliveries.claim, mine))
    .orderBy(messages.seq)

/** What came of a job. */
export interface Result {
  verdict: Verdict
  attempts: number
  lastStatus: number | null
}

/** Only while it is still ours: a replay, or somebody who took over, knows better. */
export async function book({ db, write }: Store, { delivery, webhook }: Job, result: Result): Promise<void> {
  const { verdict, attempts, lastStatus } = result
  const isGone = verdict.status === 'gone'
  const nextAttemptAt = verdict.status === 'waiting' ? verdict.nextAttemptAt : null
  const status = isGone ? 'failed' : verdict.status
  const ours = and(
    eq(deliveries.webhookId, delivery.webhookId),
    eq(deliveries.messageId, delivery.messageId),
    eq(deliveries.claim, delivery.claim ?? ''),
  )
  const asked = and(eq(webhooks.id, webhook.id), eq(webhooks.url, webhook.url))
  const statements = [
    db.update(deliveries).set({ status, attempts, lastStatus, nextAttemptAt, claim: null }).where(ours),
    ...(isGone ? [db.update(webhooks).set({ active: false }).where(asked)] : []),
    ...(isGone || !webhook.active ? [giveUp(db, webhook.id)] : []),
  ]
  await write(statements, NOBODY)
}
