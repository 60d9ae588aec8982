import { randomBytes } from 'node:crypto'
import { Miniflare, type Request as WorkerdRequest, Response as WorkerdResponse } from 'miniflare'
import { generateSigningJwks } from '../../api/rewards/signing-keys'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { migrate } from '../../api/store/migrate'
import { openRemote } from '../../api/store/remote'
import { openStore, type Store } from '../../api/store/store'
import { type Answer, answerOf, type Options } from '../api/app'
import { type Sqld, startSqld } from '../remote/sqld'
import { COMPATIBILITY_DATE } from './workerd'

export const BUNDLE = 'dist/api/worker.js'
const ORIGIN = 'https://api.laurel.test'

/** The bundled API in workerd over a real libSQL server, reached as any client reaches it. */
export interface Edge {
  platform: { adminKey: string }
  clock: { now: number }
  /** The same database, from Node. */
  store: Store
  request<Body = unknown>(method: string, path: string, options?: Options): Promise<Answer<Body>>
  /** As a cron trigger does. */
  wake(): Promise<void>
  close(): Promise<void>
}

/** The part of a worker that miniflare's types leave out. */
interface Waker {
  scheduled(event: { cron: string }): Promise<unknown>
}

/** Answers what the API asks of others, or leaves it to the network. */
export type Others = (request: Request) => Promise<Response | undefined>

export async function openEdge(others?: Others): Promise<Edge> {
  const sqld = await startSqld()
  const driver = openRemote(sqld.url, undefined)
  await migrate(driver, MIGRATIONS, Date.now())
  const store = openStore(driver)
  const bindings = await bindingsFor(sqld)
  const workerd = new Miniflare({
    modules: true,
    scriptPath: BUNDLE,
    compatibilityDate: COMPATIBILITY_DATE,
    host: '127.0.0.1',
    cf: false,
    bindings,
    ...(others && { outboundService: (request: WorkerdRequest) => passOn(request, others) }),
  })
  return {
    platform: { adminKey: bindings.LAUREL_ADMIN_KEY },
    clock: { now: Date.now() },
    store,
    request: (method, path, options) => request(workerd, method, path, options),
    async wake() {
      const worker: unknown = await workerd.getWorker()
      await (worker as Waker).scheduled({ cron: '* * * * *' })
    },
    async close() {
      await workerd.dispose()
      store.close()
      await sqld.stop()
    },
  }
}

/** workerd's requests and replies are not those of Node, and are made anew. */
async function passOn(asked: WorkerdRequest, others: Others): Promise<WorkerdResponse> {
  const { url, method } = asked
  const body = method === 'GET' ? undefined : await asked.arrayBuffer()
  const request = new Request(url, { method, headers: [...asked.headers], body })
  const reply = (await others(request)) ?? (await fetch(request))
  const { status, headers } = reply
  const kept = [...headers].filter(
    ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name),
  )
  return new WorkerdResponse(reply.body && (await reply.arrayBuffer()), { status, headers: kept })
}

const bindingsFor = async ({ url }: Sqld) => ({
  DATABASE_URL: url,
  DATABASE_AUTH_TOKEN: 'this server asks for none',
  LAUREL_ADMIN_KEY: `admin_${randomBytes(24).toString('hex')}`,
  LAUREL_SECRET: randomBytes(32).toString('hex'),
  LAUREL_SIGNING_KEYS: JSON.stringify(await generateSigningJwks()),
  PUBLIC_URL: ORIGIN,
  LOG_LEVEL: 'error',
})

async function request<Body>(
  workerd: Miniflare,
  method: string,
  path: string,
  { key, body, idempotencyKey, network = '198.51.100.1', headers = {} }: Options = {},
): Promise<Answer<Body>> {
  const sent: Record<string, string> = { ...headers, 'CF-Connecting-IP': network }
  if (key !== undefined) sent.Authorization = `Bearer ${key}`
  if (idempotencyKey !== undefined) sent['Idempotency-Key'] = idempotencyKey
  if (body !== undefined) sent['Content-Type'] ??= 'application/json'
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await workerd.dispatchFetch(`${ORIGIN}${path}`, { method, headers: sent, body: text })
  return answerOf(response as unknown as Response)
}
