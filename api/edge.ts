import { createApp } from './app'
import { sweep } from './earning/sweep'
import { parseEdgeEnv } from './env'
import type { Platform } from './http/call'
import type { Api } from './http/endpoint'
import { COURTESY } from './http/limits'
import { scrubOwed } from './privacy/scrub'
import { loadSigningKeys } from './rewards/signing-keys'
import { cryptoRandom } from './store/random'
import { openRemote } from './store/remote'
import { openStore, type Store } from './store/store'
import { openVault } from './store/vault'
import { failureOf } from './telemetry/failure'
import { logToConsole } from './telemetry/log'
import { deliver } from './webhooks/deliver'

/** Messages sent in a minute: each takes up to five of the thousand requests of an invocation, and the sweep needs some, too. */
const MOST_ATTEMPTS = 100

export type Bindings = Record<string, unknown>

/** What does not hang on a request: made by the first one of an isolate, used by all. */
interface Isolate {
  platform: Platform
  app: Api
  /** A database client belongs to its request: workerd ends requests that wait for another's I/O. */
  openStore(): Store
}

/**
 * The API on an edge runtime, over a remote libSQL server whose schema `migrate` has brought up to date. `adapt` is for
 * tests: it gives the platform another clock.
 */
export function edgeWorker(adapt: (platform: Platform) => Platform = platform => platform) {
  let isolate: Isolate | undefined
  const start = async (bindings: Bindings): Promise<Isolate> => {
    isolate ??= await startIsolate(bindings, adapt)
    return isolate
  }
  return {
    start,

    async fetch(request: Request, bindings: Bindings): Promise<Response> {
      const { app, openStore } = await start(bindings)
      const store = openStore()
      return closingAfter(await app.fetch(request, { store }), store)
    },

    /** For a cron trigger; once a minute is as often as it makes a difference. */
    async scheduled(_event: unknown, bindings: Bindings): Promise<void> {
      const { platform, openStore } = await start(bindings)
      const store = openStore()
      const work = [
        () => deliver(platform, store, { most: MOST_ATTEMPTS }),
        () => sweep(platform, store),
        () => scrubOwed(store),
      ]
      const onFailure = (error: unknown) => platform.log.error(failureOf(error), 'scheduled work ended early')
      try {
        // None waits for another: a merchant's server may take its time to answer.
        await Promise.all(work.map(each => each().catch(onFailure)))
      } finally {
        store.close()
      }
    },
  }
}

async function startIsolate(bindings: Bindings, adapt: (platform: Platform) => Platform): Promise<Isolate> {
  const env = parseEdgeEnv(bindings)
  const platform = adapt({
    openStore: env => (env as { store: Store }).store,
    vault: await openVault(env.LAUREL_SECRET),
    signingKeys: await loadSigningKeys(env.LAUREL_SIGNING_KEYS),
    adminKey: env.LAUREL_ADMIN_KEY,
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
    clock: Date.now,
    random: cryptoRandom(),
    network: header => header('cf-connecting-ip') ?? 'unknown',
    limits: COURTESY,
    log: logToConsole(env.LOG_LEVEL),
  })
  return {
    platform,
    app: createApp(platform),
    openStore: () => openStore(openRemote(env.DATABASE_URL, env.DATABASE_AUTH_TOKEN)),
  }
}

/** Some replies are still being made while they are sent, so the client closes at their end. */
function closingAfter(reply: Response, store: Store): Response {
  if (reply.body === null) {
    store.close()
    return reply
  }
  const body = reply.body.pipeThrough(new TransformStream({ flush: () => store.close() }))
  return new Response(body, reply)
}
