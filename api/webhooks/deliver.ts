import { obstacleIn } from '../http/address'
import type { Platform } from '../http/call'
import type { Store } from '../store/store'
import { failureOf } from '../telemetry/failure'
import { book, claim, type Job } from './claim'
import { letterFor } from './letter'
import { postByFetch } from './post'
import { type Answer, judge } from './retry'

const TIMEOUT_MS = 10_000
/** An edge runtime lets six requests wait for their answer at a time: one is left for those to the database, in turn. */
const AT_ONCE = 5
const MOST_ATTEMPTS = 400
const RUN_MS = 50_000

export interface DeliverTerms {
  /** How long an endpoint may take to answer. */
  timeoutMs?: number
  /** Attempts begun in one run; each takes up to five requests where the database is reached by them. */
  most?: number
}

type Sender = Pick<Platform, 'vault' | 'random' | 'clock' | 'post' | 'local' | 'log'>

/**
 * Sends what waits and is due, a few at once, and books what came of it. As soon as one is done the next is claimed, so
 * whoever lets us wait has no more than their share of places. Each message arrives at least once: whoever dies between
 * sending and booking is followed by somebody who sends again. Any number of processes may deliver at the same time; what
 * one has claimed, the others leave alone. Returns how many attempts were made.
 */
export async function deliver(
  platform: Sender,
  store: Store,
  { timeoutMs = TIMEOUT_MS, most = MOST_ATTEMPTS }: DeliverTerms = {},
): Promise<number> {
  // Much longer than an attempt can take: afterwards whoever holds it is taken for dead.
  const holdMs = 4 * timeoutMs
  const until = platform.clock() + RUN_MS
  const underWay = new Set<Promise<unknown>>()
  let attempts = 0
  try {
    for (;;) {
      const isAlone = underWay.size === 0
      const isOver = platform.clock() >= until
      const places = isOver ? 0 : Math.min(AT_ONCE - underWay.size, most - attempts)
      const jobs = places > 0 ? await claim(store, platform, { most: places, holdMs }) : []
      for (const job of jobs) {
        const sending = sendOne(platform, store, job, timeoutMs).finally(() => underWay.delete(sending))
        underWay.add(sending)
      }
      attempts += jobs.length
      // What was under way while we looked may have been what the others had to wait for.
      if (isAlone && jobs.length === 0) return attempts
      if (underWay.size > 0) await Promise.race(underWay)
    }
  } finally {
    await Promise.all(underWay)
  }
}

/** What cannot be booked is sent again when the claim has run out. */
async function sendOne(platform: Sender, store: Store, job: Job, timeoutMs: number): Promise<void> {
  const answer = await attempt(platform, job, timeoutMs)
  const attempts = job.delivery.attempts + 1
  const spread = (platform.random(1)[0] ?? 0) / 255
  const verdict = judge(answer, attempts, platform.clock(), spread)
  await book(store, job, { verdict, attempts, lastStatus: answer.status }).catch(error => {
    const { webhookId, messageId } = job.delivery
    platform.log.error({ webhookId, messageId, ...failureOf(error) }, 'an attempt cannot be booked')
  })
}

/** No answer is an answer too: whatever goes wrong here, the message waits for its next attempt. */
async function attempt(platform: Sender, { webhook, message }: Job, timeoutMs: number): Promise<Answer> {
  if (!webhook.active || obstacleIn(webhook.url, platform.local ?? false)) return { status: null }
  try {
    const letter = await letterFor(platform, webhook, message)
    return await (platform.post ?? postByFetch)({ ...letter, timeoutMs })
  } catch {
    return { status: null }
  }
}
