import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { type HttpBindings, serve } from '@hono/node-server'
import { createApp } from './app'
import { listening } from './at-once-on-node'
import { drainable } from './drain'
import { sweep } from './earning/sweep'
import { type Env, parseEnv } from './env'
import type { Platform } from './http/call'
import { clientAddress } from './http/client-address'
import { mountMetrics } from './http/metrics-page'
import { mountStatic } from './http/static'
import { secretsOf } from './local-secrets'
import { scrubOwed } from './privacy/scrub'
import { loadSigningKeys } from './rewards/signing-keys'
import { keepLimits, SERVER_LIMITS } from './server-limits'
import { MIGRATIONS } from './store/all-migrations'
import { openEmbedded } from './store/embedded'
import { migrate } from './store/migrate'
import { pathOf } from './store/path'
import { cryptoRandom } from './store/random'
import { openSharedRemote } from './store/remote'
import { openStore, type Store } from './store/store'
import { openVault } from './store/vault'
import { failureOf } from './telemetry/failure'
import { sayLastWords } from './telemetry/last-words'
import type { Log } from './telemetry/log'
import { logToStdout } from './telemetry/log-to-stdout'
import { createMetrics } from './telemetry/metrics'
import { repeat } from './timer'
import { deliver } from './webhooks/deliver'
import { postFromNode } from './webhooks/post-from-node'

const SHUTDOWN_MS = 10_000
const SWEEP_EVERY_MS = 60_000
const DELIVER_EVERY_MS = 10_000

async function start(): Promise<void> {
  const env = parseEnv(process.env)
  const production = env.NODE_ENV === 'production'
  const log = logToStdout(env.LOG_LEVEL ?? (production ? 'info' : 'warn'))
  sayLastWords(log)
  const metrics = createMetrics(log)
  const embedded = env.DATABASE_URL.startsWith('file:')
  const folder = embedded ? dirname(pathOf(env.DATABASE_URL)) : 'data'
  const secrets = await secretsOf(env, join(folder, 'secrets.json'))
  const driver = embedded
    ? await openEmbedded(env.DATABASE_URL, metrics.store)
    : openSharedRemote(env.DATABASE_URL, env.DATABASE_AUTH_TOKEN, metrics.store)
  await migrate(driver, MIGRATIONS, Date.now())
  const store = openStore(driver, metrics.store)
  metrics.watchQueue(store.queueDepth)
  const platform: Platform = {
    openStore: () => store,
    vault: await openVault(secrets.secret),
    signingKeys: await loadSigningKeys(secrets.signingKeys),
    adminKey: secrets.adminKey,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
    clock: Date.now,
    random: cryptoRandom(),
    log,
    answered: metrics.answered,
    network: (header, { incoming }: HttpBindings) =>
      clientAddress(incoming.socket.remoteAddress, header('x-forwarded-for'), env.TRUST_PROXY),
    limits: { secretPerMinute: env.RATE_LIMIT_SECRET, pagePerMinute: env.RATE_LIMIT_PAGE },
    post: postFromNode(),
    local: !production && env.PUBLIC_URL === undefined,
  }
  const app = createApp(platform)
  mountStatic(app)
  if (env.METRICS_TOKEN) mountMetrics(app, metrics, env.METRICS_TOKEN)
  const { HOST: hostname, PORT: port } = env
  const server = serve(
    {
      ...{ fetch: app.theUsualWay, hostname, port, serverOptions: SERVER_LIMITS },
      createServer: listening(app.atOnce),
    },
    address => greet(env, address.port, log),
  ) as Server
  keepLimits(server)
  endOnSignal(server, store, repeatWork(platform, store))
}

/** What is done beside answering. Returns how to stop it. */
function repeatWork(platform: Platform, store: Store): () => void {
  const onFailure = (error: unknown) => platform.log.error(failureOf(error), 'repeated work ended early')
  const stops = [
    repeat(SWEEP_EVERY_MS, () => sweep(platform, store), { onFailure }),
    repeat(SWEEP_EVERY_MS, () => scrubOwed(store), { onFailure }),
    repeat(DELIVER_EVERY_MS, () => deliver(platform, store), { onFailure, restShare: 0 }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Answers what has been asked already, and takes nothing new. */
function endOnSignal(server: Server, store: Store, stopWork: () => void): void {
  const drain = drainable(server)
  const end = () => {
    stopWork()
    drain().then(() => {
      store.close()
      process.exit(0)
    })
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

/** People are told where to look, machines in the language of the log. */
function greet({ NODE_ENV }: Env, port: number, log: Log): void {
  const url = `http://localhost:${port}`
  if (NODE_ENV === 'production') log.info({ url }, 'listening')
  else console.log(`Laurel API      ${url}   docs: ${url}/docs`)
}

start().catch(error => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
