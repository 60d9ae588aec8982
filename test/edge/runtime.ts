import { generateSigningJwks } from '../../api/rewards/signing-keys'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { migrate } from '../../api/store/migrate'
import { cryptoRandom } from '../../api/store/random'
import { openRemote } from '../../api/store/remote'
import { openStore } from '../../api/store/store'
import type { Front, Runtime } from '../api/app'
import { LEVERS, type Rig } from '../api/levers'
import { ADMIN_KEY, ANYWHERE, knownToBoth, PUBLIC_URL, SECRET } from '../api/secrets'
import { startSqld } from '../remote/sqld'
import { startWorkerd } from './workerd'

const RIGGED_WORKER = 'dist/test/worker.js'

/** The API in workerd over a libSQL server of its own, reached over HTTP; `wayTo` it may be another than its address. */
export async function openInWorkerd(
  clock: { now: number },
  wayTo = async (url: string) => url,
): Promise<Runtime> {
  const server = await startSqld()
  const driver = openRemote(server.url, undefined)
  await migrate(driver, MIGRATIONS, clock.now)
  const store = openStore(driver)
  const keys = await generateSigningJwks()
  const workerd = await startWorkerd(RIGGED_WORKER, {
    DATABASE_URL: await wayTo(server.url),
    DATABASE_AUTH_TOKEN: 'this server asks for none',
    LAUREL_ADMIN_KEY: ADMIN_KEY,
    LAUREL_SECRET: SECRET,
    LAUREL_SIGNING_KEYS: JSON.stringify(keys),
    PUBLIC_URL,
    LOG_LEVEL: 'error',
  })
  const front = (limits?: string): Front => ({
    request: (address, init) => fetch(sentTo(workerd.origin, clock, address, init, limits)),
  })
  const app = front()
  let fronts = 0
  return {
    ...leversIn(app),
    ...{ app, store },
    limited: limits => front(JSON.stringify({ number: fronts++, limits })),
    platform: {
      ...(await knownToBoth(keys)),
      openStore: () => store,
      clock: () => clock.now,
      random: cryptoRandom(),
    },
    async close() {
      store.close()
      await workerd.stop()
      await server.stop()
    },
  }
}

/** Cloudflare says where a request comes from; here the test does. The server's time is the test's. */
function sentTo(
  origin: string,
  clock: { now: number },
  address: string | Request,
  init?: RequestInit,
  limits?: string,
): Request {
  const isPath = typeof address === 'string'
  const { pathname, search } = new URL(isPath ? `${origin}${address}` : address.url)
  const request = new Request(`${origin}${pathname}${search}`, isPath ? init : address)
  request.headers.set('CF-Connecting-IP', request.headers.get('X-Test-Network') ?? ANYWHERE)
  request.headers.set('X-Test-Now', `${clock.now}`)
  if (limits !== undefined) request.headers.set('X-Test-Limits', limits)
  return request
}

/** Each lever is pulled inside workerd. */
function leversIn(app: Front): Rig {
  const pull = async (lever: string, args: unknown[]) => {
    const reply = await app.request('/_rig', { method: 'POST', body: JSON.stringify({ lever, args }) })
    if (!reply.ok) throw new Error(await reply.text())
    return ((await reply.json()) as { result: unknown }).result
  }
  return Object.fromEntries(
    // JSON has no `undefined`: what is left out stays left out.
    LEVERS.map(lever => [
      lever,
      (...args: unknown[]) =>
        pull(
          lever,
          args.filter(each => each !== undefined),
        ),
    ]),
  ) as unknown as Rig
}
