import { obstacleIn } from '../http/address'
import type { Platform } from '../http/call'
import type { Store } from '../store/store'
import { failureOf } from '../telemetry/failure'
import { book, claim, IN_A_CLAIM, type Job } from './claim'
import { letterFor } from './letter'
import { postByFetch } from './post'
import { type Answer, judge } from './retry'

const TIMEOUT_MS = 10_000
const AT_ONCE = 5
const MOST_CLAIMS = 20

type Sender = Pick<Platform, 'vault' | 'random' | 'clock' | 'post' | 'local' | 'log'>

/**
 * Sends what waits and is due, a few at once, and books what came of it. Each message arrives at least once: whoever
 * dies between sending and booking is followed by somebody who sends again. Any number of processes may deliver at
 * the same time; what one has claimed, the others leave alone. Returns how many attempts were made.
 */
export async function deliver(platform: Sender, store: Store, timeoutMs = TIMEOUT_MS): Promise<number> {
  // Twice what all of a claim can take: afterwards whoever holds it is taken for dead.
  const holdMs = 2 * timeoutMs * Math.ceil(IN_A_CLAIM / AT_ONCE)
  let attempts = 0
  for (let claims = 0; claims < MOST_CLAIMS; claims++) {
    const jobs = await claim(store, platform, holdMs)
    if (jobs.length === 0) break
    await aFewAtOnce(jobs, job => sendOne(platform, store, job, timeoutMs))
    attempts += jobs.length
  }
  return attempts
}

async function aFewAtOnce(jobs: Job[], work: (job: Job) => Promise<void>): Promise<void> {
  const left = [...jobs]
  const worker = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await work(job)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
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
