import { LaurelError } from './error'
import { type Query, search } from './path'
import { isAbort, readReply } from './reply'

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From the root, made by `path`. */
  path: string
  query?: Query
  body?: unknown
  /** By default a new one per POST; all its retries share it. */
  idempotencyKey?: string
  /** Refuses with `precondition_failed` when another version is stored. */
  ifVersion?: number
}

/** The one way to Laurel: every method of the SDK is one of these calls. */
export type Request = <Reply>(call: Call) => Promise<Reply>

export interface Transport {
  /** Sent as `Authorization: Bearer`. */
  key: string
  /** Where Laurel runs, without a path. */
  api: string
  fetch: typeof globalThis.fetch
  /** For one attempt. */
  timeoutMs: number
  /** Attempts after the first. */
  retries: number
}

const FIRST_DELAY_MS = 200

/** Calls with a time-out, and again, with the same idempotency key, when that is safe and may help. */
export function createRequest(transport: Transport): Request {
  return async <Reply>(call: Call) => {
    const send = prepare(transport, call)
    for (let attempt = 0; ; attempt++) {
      try {
        return await readReply<Reply>(await send())
      } catch (thrown) {
        const error = asLaurelError(thrown, transport.timeoutMs)
        const delayMs = error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : backOffMs(attempt)
        if (attempt >= transport.retries || !mayHelp(error) || delayMs > transport.timeoutMs) throw error
        await new Promise(resolve => setTimeout(resolve, delayMs))
      }
    }
  }
}

function prepare({ key, api, fetch, timeoutMs }: Transport, call: Call): () => Promise<Response> {
  const { method = 'GET', body, ifVersion } = call
  const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method === 'POST') headers['idempotency-key'] = call.idempotencyKey ?? crypto.randomUUID()
  if (ifVersion !== undefined) headers['if-match'] = `"${ifVersion}"`
  const url = new URL(call.path + search(call.query), api)
  const text = body === undefined ? undefined : JSON.stringify(body)
  return () => fetch(url, { method, headers, body: text, signal: AbortSignal.timeout(timeoutMs) })
}

function asLaurelError(thrown: unknown, timeoutMs: number): LaurelError {
  if (thrown instanceof LaurelError) return thrown
  if (isAbort(thrown))
    return new LaurelError({ code: 'timeout', detail: `No reply within ${timeoutMs} ms`, cause: thrown })
  return new LaurelError({ code: 'network_error', detail: 'Laurel cannot be reached', cause: thrown })
}

/** A lock-out for wrong codes is a 429 that asking again only prolongs. */
function mayHelp({ status, code }: LaurelError): boolean {
  if (code === 'too_many_attempts' || code === 'invalid_argument') return false
  return code === 'request_in_progress' || [0, 408, 429, 502, 503, 504].includes(status)
}

function backOffMs(attempt: number): number {
  return FIRST_DELAY_MS * 2 ** attempt * (0.5 + Math.random() / 2)
}
