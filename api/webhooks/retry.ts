const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** After the first attempt, the second, …: the schedule of the Standard Webhooks specification. */
const DELAYS_MS = [
  ...[5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS],
  ...[2, 5, 10, 14, 20, 24].map(hours => hours * HOUR_MS),
]
const LONGEST_MS = 24 * HOUR_MS
const JITTER = 0.1

/** What came back of one attempt. */
export interface Answer {
  /** HTTP status; null when there was no answer. */
  status: number | null
  /** What `Retry-After` asked for, in seconds. */
  retryAfter?: number
}

export type Verdict =
  | { status: 'delivered' }
  /** The receiver wants no more messages at all. */
  | { status: 'gone' }
  | { status: 'failed' }
  | { status: 'waiting'; nextAttemptAt: number }

/**
 * What follows from an attempt. `attempts` counts it; `random` from 0 to 1 spreads the next one by a tenth to either
 * side, so that what failed together does not come back together.
 */
export function judge(
  { status, retryAfter }: Answer,
  attempts: number,
  now: number,
  random: number,
): Verdict {
  if (status !== null && status >= 200 && status < 300) return { status: 'delivered' }
  if (status === 410) return { status: 'gone' }
  const delayMs = DELAYS_MS[attempts - 1]
  if (delayMs === undefined) return { status: 'failed' }
  const spreadMs = delayMs * (1 - JITTER + 2 * JITTER * random)
  const askedMs = Math.min((retryAfter ?? 0) * SECOND_MS, LONGEST_MS)
  return { status: 'waiting', nextAttemptAt: now + Math.round(Math.max(spreadMs, askedMs)) }
}
