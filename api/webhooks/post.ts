import type { Answer } from './retry'

/** One message on its way. */
export interface Letter {
  url: string
  headers: Record<string, string>
  body: string
  timeoutMs: number
}

/** Sends it once, follows no redirect, reads nothing of the reply's body. Throws when there is no answer in time. */
export type Post = (letter: Letter) => Promise<Answer>

/**
 * For runtimes whose `fetch` reaches nothing but the internet: an edge runtime has no private network of ours. It
 * does not look at what a host name leads to; `postFromNode` does.
 */
export const postByFetch: Post = async ({ url, headers, body, timeoutMs }) => {
  const signal = AbortSignal.timeout(timeoutMs)
  const reply = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
  await reply.body?.cancel()
  return { status: reply.status, retryAfter: secondsOf(reply.headers.get('Retry-After')) }
}

/** The form in seconds; a date is left alone. */
export const secondsOf = (retryAfter: string | null | undefined): number | undefined =>
  retryAfter && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined
