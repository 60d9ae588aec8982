import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSigningJwks } from '../../../api/rewards/signing-keys'
import type { Answer, Options } from '../../api/app'
import { createMerchant, type TestMerchant } from '../../api/merchant'

const ADMIN_KEY = 'admin_of_the_node_tests_0123456789'
const PATIENCE_MS = 5000

/** The built server as a process of its own, set up as in production: with all of its secrets. */
export interface NodeServer {
  url: string
  adminKey: string
  database: string
  /** Everything it has said so far. */
  said(): string
  request<Body = unknown>(method: string, path: string, options?: Options): Promise<Answer<Body>>
  /** @param request another way to ask it */
  createMerchant(request?: NodeServer['request']): Promise<TestMerchant>
  /** SIGTERM. Resolves with how the process ended. */
  stop(): Promise<number | null>
  /** SIGKILL: no handler of ours runs. */
  kill(): Promise<void>
}

export interface House {
  folder: string
  secrets: Record<string, string>
  start(settings?: Record<string, string>): Promise<NodeServer>
  /** Stops what runs still, and removes what it has stored. */
  clear(): Promise<void>
}

/** A folder for servers and their files, and one set of secrets. What is stale is built first. */
export async function openHouse(): Promise<House> {
  const { status, stderr } = spawnSync(process.execPath, ['.ci/build.mjs', 'api'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const folder = mkdtempSync(join(tmpdir(), 'laurel-node-'))
  const secrets = {
    LAUREL_ADMIN_KEY: ADMIN_KEY,
    LAUREL_SECRET: 'a secret of the tests, long enough to be one',
    LAUREL_SIGNING_KEYS: JSON.stringify(await generateSigningJwks()),
  }
  const settings = {
    ...{ ...secrets, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0' },
    PUBLIC_URL: 'https://loyalty.shop.test',
    DATABASE_URL: `file:${join(folder, 'laurel.db')}`,
  }
  const servers: NodeServer[] = []
  return {
    ...{ folder, secrets },
    async start(changed = {}) {
      const server = await startServer({ ...settings, ...changed })
      servers.push(server)
      return server
    },
    async clear() {
      await Promise.all(servers.map(server => server.stop()))
      rmSync(folder, { recursive: true })
    },
  }
}

async function startServer(settings: Record<string, string>): Promise<NodeServer> {
  const { PATH } = process.env
  const child = spawn(process.execPath, ['dist/api/node.js'], {
    ...{ env: { PATH, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  })
  const ended = once(child, 'exit')
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', text => said.push(text))
  const port = await portOf(child, () => said.join(''))
  const url = `http://127.0.0.1:${port}`
  const server: NodeServer = {
    ...{ url, adminKey: ADMIN_KEY, database: settings.DATABASE_URL ?? '' },
    said: () => said.join(''),
    request: (method, path, options) => request(url, method, path, options),
    createMerchant: (request = server.request) =>
      createMerchant({
        request,
        platform: { adminKey: ADMIN_KEY },
        clock: { now: Date.now() },
        get store(): never {
          throw new Error('the database is of another process')
        },
      }),
    stop: () => stop(child, ended),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
  return server
}

/** The first line of its log says where it listens. */
async function portOf(child: ChildProcess, said: () => string): Promise<string> {
  while (child.exitCode === null) {
    const port = /localhost:(\d+)/.exec(said())?.[1]
    if (port) return port
    await Promise.race([once(child.stdout as never, 'data'), once(child, 'exit')])
  }
  throw new Error(`the server ended with ${child.exitCode}: ${said()}`)
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<number | null> {
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await ended
  clearTimeout(insist)
  return child.exitCode
}

async function request<Body>(
  url: string,
  method: string,
  path: string,
  { key, body, idempotencyKey, headers = {} }: Options = {},
): Promise<Answer<Body>> {
  const sent = new Headers(headers)
  if (key !== undefined) sent.set('Authorization', `Bearer ${key}`)
  if (idempotencyKey !== undefined) sent.set('Idempotency-Key', idempotencyKey)
  if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(`${url}${path}`, { method, headers: sent, body: text })
  const arrived = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '')
  return {
    ...{ status: response.status, headers: response.headers, text: arrived },
    body: (isJson ? JSON.parse(arrived) : undefined) as Body,
  }
}
