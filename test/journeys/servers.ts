import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ShopKeys } from '../../demo/backend/set-up'
import type { HistoryProgress } from '../../demo/wire'
import { createLaurelServer, type LaurelServer } from '../../sdk/server'

const READY_MS = 60_000
const HISTORY_MS = 120_000
const PATIENCE_MS = 5000

/** The built servers of `npm start`, on ports and with files of their own. */
export interface Shop {
  /** The demo shop. */
  origin: string
  /** Laurel: another origin, as in production. */
  api: string
  keys: ShopKeys
  /** Laurel as the shop's own backend reaches it. */
  laurel: LaurelServer
  /** Resolves once the shop's past orders are all imported. */
  historyDone(): Promise<void>
  stopApi(): Promise<void>
  close(): Promise<void>
}

/** Laurel with a file of its own, and nobody's yet. */
export interface Installation {
  api: string
  adminKey: string
  close(): Promise<void>
}

/** Laurel alone, for pages that are not the demo's. */
export async function openLaurel(): Promise<Installation> {
  build()
  const { api, folder, server } = await startLaurel()
  const close = () => closeAll(folder, server)
  try {
    await until(async () => (await fetch(`${api}/readyz`)).ok, [server], READY_MS)
  } catch (error) {
    await close()
    throw error
  }
  const { adminKey } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { adminKey: string }
  return { api, adminKey, close }
}

/** What is stale is built first, so that a test never passes on yesterday's build. @param pastOrders of the demo */
export async function openShop({ pastOrders = 1 } = {}): Promise<Shop> {
  build()
  const { api, folder, server: laurelServer } = await startLaurel()
  const shopPort = await freePort()
  const origin = `http://localhost:${shopPort}`
  const shopServer = start('dist/demo/server.js', {
    DEMO_PORT: `${shopPort}`,
    DEMO_DATA: folder,
    DEMO_ORDERS: `${pastOrders}`,
    LAUREL_API: api,
  })
  const close = () => closeAll(folder, shopServer, laurelServer)
  const history = async () => (await (await fetch(`${origin}/api/history`)).json()) as HistoryProgress
  try {
    await until(async () => Boolean(await history()), [laurelServer, shopServer], READY_MS)
  } catch (error) {
    await close()
    throw error
  }
  const keys = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as ShopKeys
  return {
    ...{ origin, api, keys, close },
    laurel: createLaurelServer({ api, secretKey: keys.secretKey, identitySecret: keys.identitySecret }),
    historyDone: () => until(async () => (await history()).done, [laurelServer, shopServer], HISTORY_MS),
    stopApi: () => stop(laurelServer),
  }
}

async function startLaurel() {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-journey-'))
  const port = await freePort()
  const server = start('dist/api/node.js', {
    PORT: `${port}`,
    DATABASE_URL: `file:${join(folder, 'laurel.db')}`,
  })
  return { folder, server, api: `http://localhost:${port}` }
}

async function closeAll(folder: string, ...servers: Server[]): Promise<void> {
  await Promise.all(servers.map(stop))
  rmSync(folder, { recursive: true, force: true })
}

/** As it is shipped: a test runner's own mode would make another widget. */
function build(): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['.ci/build.mjs', 'api', 'widget', 'docs', 'demo', 'shop'],
    { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(stderr)
}

interface Server {
  process: ChildProcess
  ended: Promise<unknown>
  said: string[]
}

/** Only what the servers need of our environment: a developer's settings are none of a test's business. */
function start(file: string, settings: Record<string, string>): Server {
  const { PATH } = process.env
  const child = spawn(process.execPath, [file], {
    env: { PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => said.push(String(text)))
  return { process: child, ended: once(child, 'exit'), said }
}

async function stop({ process: child, ended }: Server): Promise<void> {
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await ended
  clearTimeout(insist)
}

/** Asks until it holds; one that fails is asked again for as long as the servers run. */
async function until(holds: () => Promise<boolean>, servers: Server[], patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline && servers.every(server => server.process.exitCode === null)) {
    if (await holds().catch(() => false)) return
    await sleep(50)
  }
  throw new Error(`The servers are not ready:\n${servers.flatMap(({ said }) => said).join('')}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
