import { createLaurelServer, type LaurelServerOptions } from '../../sdk/server'

export const MERCHANT = 'mer_01m7v8x4k2f9tq3r5w6y7z8abc'
export const SECRET_KEY = `sk_test_01m7v8x4k2f9tq3r5w6y7z8abc_${'x'.repeat(43)}`

export interface SeenCall {
  method: string
  url: string
  headers: Headers
  body: unknown
}

type Step =
  | Response
  | ((signal?: AbortSignal | null) => Response | Promise<Response>)
  | Record<string, unknown>

/** A client whose calls are answered by the steps, one each, and kept. */
export function fakeApi(steps: Step[], options: Partial<LaurelServerOptions> = {}) {
  const calls: SeenCall[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : init?.body
    calls.push({
      method: init?.method ?? 'GET',
      url: String(input),
      headers: new Headers(init?.headers),
      body,
    })
    const step = steps[calls.length - 1]
    if (typeof step === 'function') return step(init?.signal)
    return step instanceof Response ? step : Response.json(step ?? {})
  }
  const api = 'http://laurel.test'
  return { calls, laurel: createLaurelServer({ secretKey: SECRET_KEY, api, fetch, ...options }) }
}

export function problem(status: number, code: string, more = {}, headers = {}): Response {
  const body = {
    type: `/problems/${code}`,
    title: code,
    status,
    code,
    detail: 'in words',
    requestId: 'req_1',
  }
  return Response.json({ ...body, ...more }, { status, headers })
}
