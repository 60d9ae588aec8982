import type { Problem } from '../contract'
import { LaurelError } from './error'
import { retryDelayMs } from './retry'

/** A server that takes ten seconds is slow, not gone. */
const TIMEOUT_MS = 15_000

export interface TransportOptions {
  /** Publishable key, `pk_…`; sent in the query, so that a preflight knows whose page asks. */
  key: string
  /** Origin of the API, such as `https://loyalty.shop.example`. */
  api: string
  fetch?: typeof fetch
}

export interface Call {
  path: string
  query?: Record<string, string | number | null | undefined>
  /** A call with a body is a POST. */
  body?: unknown
  method?: 'DELETE'
  idempotencyKey?: string
  token?: string
  cache?: RequestCache
  signal?: AbortSignal
}

export type Send = <T>(call: Call) => Promise<T>

/** Sends a call until it is answered, within bounds: time-out, back-off, and always the same idempotency key. */
export function createTransport(options: TransportOptions): Send {
  return async <T>(call: Call) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await sendOnce<T>(options, call)
      } catch (thrown) {
        const error = thrown as LaurelError
        const delayMs = retryDelayMs(error, attempt, Math.random())
        if (delayMs === null) throw error
        await pause(delayMs, call.signal)
      }
    }
  }
}

async function sendOnce<T>({ key, api, fetch = globalThis.fetch }: TransportOptions, call: Call): Promise<T> {
  const attempt = new AbortController()
  const stop = () => attempt.abort()
  const timer = setTimeout(stop, TIMEOUT_MS)
  call.signal?.addEventListener('abort', stop)
  try {
    const response = await fetch(address(api, key, call), { ...request(call), signal: attempt.signal })
    if (!response.ok) throw await refusal(response)
    return (response.status === 204 ? undefined : await response.json()) as T
  } catch (thrown) {
    if (thrown instanceof LaurelError) throw thrown
    if (call.signal?.aborted) throw new LaurelError('session_ended')
    if (thrown instanceof SyntaxError) throw new LaurelError('unexpected_reply')
    throw new LaurelError(attempt.signal.aborted ? 'timeout' : 'network')
  } finally {
    clearTimeout(timer)
    call.signal?.removeEventListener('abort', stop)
  }
}

function address(api: string, key: string, { path, query }: Call): URL {
  const url = new URL(path, api)
  url.searchParams.set('key', key)
  for (const [name, value] of Object.entries(query ?? {}))
    if (value != null) url.searchParams.set(name, String(value))
  return url
}

function request({ method, body, idempotencyKey, token, cache }: Call): RequestInit {
  const headers: Record<string, string> = {}
  if (token) headers.authorization = `Bearer ${token}`
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
  if (body === undefined) return { method, headers, cache }
  headers['content-type'] = 'application/json'
  return { method: 'POST', headers, body: JSON.stringify(body) }
}

async function refusal(response: Response): Promise<LaurelError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
  const seconds = Number(response.headers.get('retry-after') || Number.NaN)
  const code = problem.code ?? (response.status >= 500 ? 'internal' : 'unexpected_reply')
  const retryAfterMs = seconds >= 0 ? seconds * 1000 : null
  return new LaurelError(code, response.status, retryAfterMs, problem.requestId ?? null)
}

function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, delayMs)
    signal?.addEventListener('abort', () => reject(new LaurelError('session_ended')))
  })
}
