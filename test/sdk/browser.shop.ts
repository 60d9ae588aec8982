import { vi } from 'vitest'
import type { Me, SpinResult, Storefront } from '../../sdk/contract'

/** A programme and its shoppers as the API answers them; only what the client reads is filled in. */
export const storefront = {
  program: { name: 'Club', prompts: { perPage: 1, perSession: 2, quietPages: ['/checkout*'], join: false } },
  wheels: [],
} as unknown as Storefront

export function meOf(name: string, commitment = 'c'.repeat(64), tier = 'silver'): Me {
  return {
    customer: { externalId: name, name, kind: name.startsWith('guest:') ? 'guest' : 'customer' },
    points: { available: 10, pending: 0, nextPending: null, nextExpiry: null },
    tier: { current: { id: tier } },
    spins: 1,
    wheels: [{ wheelId: 'whl_1', commitment, oddsHash: 'h' }],
    codes: [],
  } as unknown as Me
}

export function resultOf(id: string): SpinResult {
  return {
    id,
    points: { available: 60, pending: 0 },
    spins: 0,
    proof: { oddsHash: 'h' },
    next: { wheelId: 'whl_1', commitment: 'd'.repeat(64), oddsHash: 'h' },
  } as unknown as SpinResult
}

/** An unsigned token: the client reads only its subject. */
export function tokenFor(subject: string, serial = 1): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'HS256' })}.${encode({ sub: subject, serial })}.signature`
}

export interface Seen {
  method: string
  path: string
  token: string | null
  idempotencyKey: string | null
  body: Record<string, string>
}

export type Answer = (seen: Seen) => Response | Promise<Response>

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })
export const problem = (code: string, status: number, headers: Record<string, string> = {}) =>
  json({ code, status, requestId: 'req_1' }, status, headers)

/** An injected fetch that remembers every call and answers by path. */
export function fakeShop(answers: Record<string, Answer>) {
  const calls: Seen[] = []
  const fetch = vi.fn(async (input: URL | string | Request, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(String(input))
    const headers = new Headers(init.headers)
    const seen: Seen = {
      method: init.method ?? 'GET',
      path: pathname,
      token: headers.get('authorization')?.replace('Bearer ', '') ?? null,
      idempotencyKey: headers.get('idempotency-key'),
      body: init.body ? JSON.parse(String(init.body)) : {},
    }
    if (searchParams.get('key') !== 'pk_test_1') throw new Error('no publishable key in the query')
    calls.push(seen)
    const answer = answers[pathname]
    if (!answer) throw new TypeError('fetch failed')
    return abortable(answer(seen), init.signal)
  })
  const to = (path: string) => calls.filter(call => call.path === path)
  return { fetch: fetch as unknown as typeof globalThis.fetch, calls, to }
}

function abortable(answer: Response | Promise<Response>, signal?: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    Promise.resolve(answer).then(resolve, reject)
  })
}

/** Web Storage over a Map, shared between two clients to stand for a reload. */
export function fakeStorage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
}
