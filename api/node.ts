import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { createApp } from './app'
import { drainable } from './drain'
import { sweep } from './earning/sweep'
import { parseEnv } from './env'
import type { Platform } from './http/call'
import { mountStatic } from './http/static'
import { secretsOf } from './local-secrets'
import { loadSigningKeys } from './rewards/signing-keys'
import { MIGRATIONS } from './store/all-migrations'
import { openEmbedded } from './store/embedded'
import { migrate } from './store/migrate'
import { openRemote } from './store/remote'
import { openStore } from './store/store'
import { openVault } from './store/vault'
import { repeat } from './timer'
import { deliver } from './webhooks/deliver'
import { postFromNode } from './webhooks/post-from-node'

const SHUTDOWN_MS = 10_000
/** An import streams for as long as it takes; Node would cut it after five minutes. */
const REQUEST_MS = 3_600_000
const SWEEP_EVERY_MS = 60_000
const DELIVER_EVERY_MS = 10_000

async function start(): Promise<void> {
  const env = parseEnv(process.env)
  const embedded = env.DATABASE_URL.startsWith('file:')
  const folder = embedded ? dirname(env.DATABASE_URL.replace(/^file:/, '')) : 'data'
  const secrets = await secretsOf(env, join(folder, 'secrets.json'))
  const driver = embedded
    ? await openEmbedded(env.DATABASE_URL)
    : openRemote(env.DATABASE_URL, env.DATABASE_AUTH_TOKEN)
  await migrate(driver, MIGRATIONS, Date.now())
  const store = openStore(driver)
  const platform: Platform = {
    openStore: () => store,
    vault: await openVault(secrets.secret),
    signingKeys: await loadSigningKeys(secrets.signingKeys),
    adminKey: secrets.adminKey,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
    clock: Date.now,
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
    network: c => getConnInfo(c).remote.address ?? 'unknown',
    limits: { secretPerMinute: env.RATE_LIMIT_SECRET, pagePerMinute: env.RATE_LIMIT_PAGE },
    post: postFromNode(),
    local: env.NODE_ENV !== 'production' && env.PUBLIC_URL === undefined,
  }
  const app = createApp(platform)
  mountStatic(app)
  const server = serve({ fetch: app.fetch, port: env.PORT }, ({ port }) =>
    console.log(`Laurel API      http://localhost:${port}   docs: http://localhost:${port}/docs`),
  ) as Server
  server.requestTimeout = REQUEST_MS
  const drain = drainable(server)
  const stopSweeping = repeat(SWEEP_EVERY_MS, () => sweep(platform, store))
  const stopDelivering = repeat(DELIVER_EVERY_MS, () => deliver(platform, store), { restShare: 0 })
  const stop = () => {
    stopSweeping()
    stopDelivering()
    drain().then(() => {
      store.close()
      process.exit(0)
    })
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

start().catch(error => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
