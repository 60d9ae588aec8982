import type { Platform } from '../../api/http/call'
import type { Limits } from '../../api/http/limits'
import type { Store } from '../../api/store/store'
import type { CreateMerchantInput } from '../../sdk/contract'
import type { Rig } from './levers'
import { createMerchant, type TestMerchant } from './merchant'

const MOST_TRIES = 20
const ONE_OF = 6
const BUSY_MS = 1000
const START = Date.parse('2026-03-02T10:00:00Z')

/** Where the API of a test runs: here over a file, here over a libSQL server, or in workerd over a libSQL server. */
export type RuntimeName = 'file' | 'remote' | 'edge'

export const RUNTIME = (process.env.LAUREL_RUNTIME ?? 'file') as RuntimeName

/** Of cases whose outcome is decided before the database is asked: all over a file, some where each goes over a wire. */
export const someOf = <T>(cases: T[]): T[] =>
  RUNTIME === 'file' ? cases : cases.filter((_, at) => at % ONE_OF === 0)

export interface Options {
  /** Goes as `Authorization: Bearer …`: an admin key, a secret key or a customer token. */
  key?: string
  /** JSON, or a string that is sent as it is. */
  body?: unknown
  idempotencyKey?: string
  /** The network address the request comes from. */
  network?: string
  headers?: Record<string, string>
}

export interface Answer<Body> {
  status: number
  headers: Headers
  /** What arrived, to compare bytes. */
  text: string
  /** Parsed; undefined when it is no JSON document. A problem has `code`. */
  body: Body
}

/** The API's front door. An address without a host is the API's own; `X-Test-Network` says where a request is from. */
export interface Front {
  request(address: string | Request, init?: RequestInit): Promise<Response>
}

/** The API on a new database, in one of the runtimes. */
export interface Runtime extends Rig {
  app: Front
  /** The same database as the server's, from this process. */
  store: Store
  /** What the server has, from this process: the same keys and secrets, and the test's clock. */
  platform: Platform
  /** The same server with other limits, and its own count of calls. */
  limited(limits: Limits): Front
  close(): Promise<void>
}

/** The whole API on a database of its own, reached as any client reaches it. */
export interface TestApp extends Runtime {
  /** The real time of the server, epoch ms; it stands still until a test moves it. */
  clock: { now: number }
  request<Body = unknown>(method: string, path: string, options?: Options): Promise<Answer<Body>>
  createMerchant(input?: Partial<CreateMerchantInput>): Promise<TestMerchant>
}

/** Only the runtime that is asked for is loaded. */
const open: Record<RuntimeName, (clock: { now: number }) => Promise<Runtime>> = {
  file: async clock => (await import('./inside')).openOverFile(clock),
  remote: async clock => (await import('./inside')).openOverServer(clock),
  edge: async clock => (await import('../edge/runtime')).openInWorkerd(clock),
}

/** As much of it as there is when it is a process of its own. */
export type Served = Pick<TestApp, 'request' | 'store' | 'clock' | 'createMerchant'> & {
  platform: Pick<Platform, 'adminKey'>
}

/** Open one per test file in `beforeAll`, give every test a merchant of its own, close it in `afterAll`. */
export async function openTestApp(): Promise<TestApp> {
  return openTestAppIn(open[RUNTIME])
}

/** The same in a runtime of the test's own. */
export async function openTestAppIn(open: (clock: { now: number }) => Promise<Runtime>): Promise<TestApp> {
  const clock = { now: START }
  const runtime = await open(clock)
  const testApp: TestApp = {
    ...runtime,
    clock,
    request: (method, path, options) => request(runtime.app, method, path, options),
    createMerchant: input => createMerchant(testApp, input),
  }
  return testApp
}

/**
 * In workerd nobody takes turns, so where many want the same at once some lose the race on every try. They are told so
 * (503, and nothing is changed), and ask again as the SDK does. Where neighbours take turns it is not to happen.
 */
async function request<Body>(
  app: Front,
  method: string,
  path: string,
  options: Options = {},
): Promise<Answer<Body>> {
  for (let tries = 1; ; tries++) {
    const answer = await requestOnce<Body>(app, method, path, options)
    const isBusy = (answer.body as { code?: string } | undefined)?.code === 'busy'
    if (RUNTIME !== 'edge' || !isBusy || tries === MOST_TRIES) return answer
    await new Promise(resolve => setTimeout(resolve, Math.random() * BUSY_MS))
  }
}

async function requestOnce<Body>(
  app: Front,
  method: string,
  path: string,
  { key, body, idempotencyKey, network, headers = {} }: Options,
): Promise<Answer<Body>> {
  const sent = new Headers(headers)
  if (key !== undefined) sent.set('Authorization', `Bearer ${key}`)
  if (idempotencyKey !== undefined) sent.set('Idempotency-Key', idempotencyKey)
  if (network !== undefined) sent.set('X-Test-Network', network)
  if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return answerOf(await app.request(path, { method, headers: sent, body: text }))
}

export async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  const arrived = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text: arrived,
    body: (isJson ? JSON.parse(arrived) : undefined) as Body,
  }
}
