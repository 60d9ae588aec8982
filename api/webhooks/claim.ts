import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Platform } from '../http/call'
import { hex } from '../store/hex'
import { NOBODY, type Store } from '../store/store'
import { giveUp } from './give-up'
import type { DeliveryRow, MessageRow, WebhookRow } from './read'
import type { Verdict } from './retry'
import { deliveries, messages, webhooks } from './table'

/** Of all webhooks that have not answered the last time, whosever they are. */
const SILENT_AT_ONCE = 2

/** One message for one webhook. */
export interface Job {
  delivery: DeliveryRow
  message: MessageRow
  webhook: WebhookRow
}

/**
 * Takes at most so many of what is due for itself, for so long. One statement, so that no two take the same; it reads
 * before it writes, so that an idle database is left idle.
 */
export async function claim(
  store: Store,
  { clock, random }: Pick<Platform, 'clock' | 'random'>,
  { most, holdMs }: { most: number; holdMs: number },
): Promise<Job[]> {
  const { db } = store
  const now = clock()
  const { due } = await store.read({ due: db.all(anyDue(now)) })
  if (due.length === 0) return []
  const mine = hex(random(16))
  const held = { claim: mine, nextAttemptAt: now + holdMs }
  const chosen = sql`rowid IN (${inTurn(now, most)})`
  await store.write([db.update(deliveries).set(held).where(chosen)], NOBODY)
  const { jobs } = await store.read({ jobs: jobsOf(store, mine) })
  return jobs
}

const isWaiting = sql`status = 'waiting'`
const moment = (now: number) => sql`CAST(${now} AS INTEGER)`

/** Webhooks that something waits for, each found from the one before: as many steps as webhooks, whatever waits for them. */
const first = sql`SELECT min(webhook_id) FROM deliveries WHERE ${isWaiting}`
const waiting = sql`waiting (id) AS (${first}
  UNION ALL SELECT (${first} AND webhook_id > id) FROM waiting WHERE id IS NOT NULL)`

const anyDue = (now: number) => sql`WITH RECURSIVE ${waiting} SELECT 1 FROM waiting WHERE EXISTS
  (SELECT 1 FROM deliveries WHERE webhook_id = id AND ${isWaiting} AND next_attempt_at <= ${moment(now)}) LIMIT 1`

/**
 * Whoever has the fewest under way is next: first among merchants, then among a merchant's webhooks, each of which sends
 * its oldest. Webhooks that are silent take their turns together, as if one merchant had them all, each with one message.
 * Where several are next, chance decides, so that nobody's backlog goes before what others have to say.
 */
function inTurn(now: number, most: number): SQL {
  const oldest = sql`SELECT rowid FROM deliveries WHERE webhook_id = id AND ${isWaiting} AND next_attempt_at <= ${moment(now)}
    ORDER BY next_attempt_at, message_id LIMIT ${sql.raw(String(most))}`
  return sql`WITH RECURSIVE ${waiting},
    held (id, count) AS (SELECT webhook_id, count(*) FROM deliveries INDEXED BY deliveries_claim
      WHERE claim IS NOT NULL AND ${isWaiting} AND next_attempt_at > ${moment(now)} GROUP BY webhook_id),
    asked AS (SELECT id, silent, iif(silent, '', merchant_id) AS owner, coalesce(count, 0) AS of_webhook,
      coalesce(sum(count) OVER (PARTITION BY iif(silent, '', merchant_id)), 0) AS of_owner
      FROM waiting CROSS JOIN webhooks USING (id) LEFT JOIN held USING (id)),
    due AS (SELECT deliveries.rowid AS row, owner, silent, of_owner,
      of_webhook + row_number() OVER (PARTITION BY id ORDER BY next_attempt_at, message_id) AS of_webhook
      FROM asked CROSS JOIN deliveries ON deliveries.rowid IN (${oldest})),
    turns AS (SELECT row, silent, of_webhook,
      of_owner + row_number() OVER (PARTITION BY owner ORDER BY of_webhook, random()) AS of_owner
      FROM due WHERE NOT silent OR of_webhook = 1)
    SELECT row FROM turns WHERE NOT silent OR of_owner <= ${sql.raw(String(SILENT_AT_ONCE))}
    ORDER BY of_owner, of_webhook, random() LIMIT ${sql.raw(String(most))}`
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
  const silent = lastStatus === null
  const statements = [
    db.update(deliveries).set({ status, attempts, lastStatus, nextAttemptAt, claim: null }).where(ours),
    db
      .update(webhooks)
      .set({ silent })
      .where(and(asked, ne(webhooks.silent, silent))),
    ...(isGone ? [db.update(webhooks).set({ active: false }).where(asked)] : []),
    ...(isGone || !webhook.active ? [giveUp(db, webhook.id)] : []),
  ]
  await write(statements, NOBODY)
}
