import { LaurelError } from './error'

const ATTEMPTS = 5
const BASE_MS = 400
const CEILING_MS = 6_000
const LONGEST_WAIT_MS = 20_000

/** Would the same call, with the same idempotency key, be worth sending again? */
export function isTransient({ code, status }: LaurelError): boolean {
  if (code === 'network' || code === 'timeout' || code === 'request_in_progress') return true
  return status >= 500 || status === 429
}

/**
 * Milliseconds to wait before the next attempt, or null to give up.
 * The server's Retry-After wins; without one, exponential with jitter, never less than half.
 * @param attempt how many were made already, from 1
 * @param random from 0 to 1
 */
export function retryDelayMs(error: LaurelError, attempt: number, random: number): number | null {
  if (attempt >= ATTEMPTS || !isTransient(error)) return null
  const { retryAfterMs } = error
  if (retryAfterMs !== null) return retryAfterMs > LONGEST_WAIT_MS ? null : retryAfterMs + random * BASE_MS
  return Math.min(CEILING_MS, BASE_MS * 2 ** (attempt - 1)) * (0.5 + random / 2)
}

/** A refusal that will not change: nothing was done, and asking again will not do it either. */
export const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof LaurelError && thrown.status >= 400 && thrown.status !== 401 && !isTransient(thrown)
