import { setTimeout as sleep } from 'node:timers/promises'

/** A reply that arrived whole. */
export interface Reply {
  status: number
  text: string
  replayed: boolean
  type: string
  /** When it says to come again. */
  retryAfter: string | null
}

/** Nobody was there to be asked (`away`), or the connection broke and nobody knows what has become of it (`lost`). */
export type Answer = Reply | 'away' | 'lost'

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Goes as `Authorization: Bearer …`. */
  bearer: string
  idempotencyKey?: string
  body?: unknown
}

/** Nothing takes so long; a server that is silent for so long has lost the request. */
const PATIENCE_MS = 60_000

/** Sends it once. */
export async function send(address: string, request: Request): Promise<Answer> {
  const { method = 'POST', bearer, idempotencyKey, body } = request
  const headers: Record<string, string> = { Authorization: `Bearer ${bearer}` }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey
  try {
    const reply = await fetch(address, {
      ...{ method, headers, body: body === undefined ? undefined : JSON.stringify(body) },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const { status, headers: told } = reply
    return {
      ...{ status, text: await reply.text(), type: told.get('Content-Type') ?? '' },
      replayed: told.get('Idempotent-Replayed') === 'true',
      retryAfter: told.get('Retry-After'),
    }
  } catch (error) {
    return isAway(error) ? 'away' : 'lost'
  }
}

const TRIES = 10
const PAUSE_MS = 200

/** Sends it until there is an answer that is not about the moment: for a server that is well. */
export async function sendAgain(request: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await request()
    const isAnswer = typeof answer !== 'string' && answer.status < 500 && answer.status !== 429
    if (isAnswer || tries === TRIES) return answer
    await sleep(PAUSE_MS)
  }
}

const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ECONNREFUSED'

/** Sends what has to succeed: before a fault, or after it. */
export async function ask<T>(address: string, request: Request): Promise<T> {
  const found = await find<T>(address, request)
  if (found === undefined) throw new Error(`${address}: nothing is there`)
  return found
}

/** The same where there may be nothing (404). */
export async function find<T>(address: string, request: Request): Promise<T | undefined> {
  const answer = await sendAgain(() => send(address, request))
  if (typeof answer === 'string') throw new Error(`${address}: ${answer}`)
  if (answer.status === 404) return undefined
  if (answer.status >= 300) throw new Error(`${address}: ${answer.status} ${answer.text}`)
  return JSON.parse(answer.text) as T
}
