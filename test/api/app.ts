import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../api/app'
import type { Platform } from '../../api/http/call'
import type { Api } from '../../api/http/endpoint'
import { generateSigningJwks, loadSigningKeys } from '../../api/rewards/signing-keys'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { openEmbedded } from '../../api/store/embedded'
import { migrate } from '../../api/store/migrate'
import { openStore, type Store } from '../../api/store/store'
import { openVault } from '../../api/store/vault'
import { logToConsole } from '../../api/telemetry/log'
import type { CreateMerchantInput } from '../../sdk/contract'
import { createMerchant, type TestMerchant } from './merchant'

const START = Date.parse('2026-03-02T10:00:00Z')

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

/** The whole API on a database file of its own, reached as any client reaches it. */
export interface TestApp {
  app: Api
  store: Store
  platform: Platform
  /** The real time of the server, epoch ms; it stands still until a test moves it. */
  clock: { now: number }
  request<Body = unknown>(method: string, path: string, options?: Options): Promise<Answer<Body>>
  createMerchant(input?: Partial<CreateMerchantInput>): Promise<TestMerchant>
  close(): void
}

/** Open one per test file in `beforeAll`, give every test a merchant of its own, close it in `afterAll`. */
export async function openTestApp(): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-api-'))
  const driver = await openEmbedded(`file:${join(folder, 'laurel.db')}`)
  const clock = { now: START }
  await migrate(driver, MIGRATIONS, clock.now)
  const store = openStore(driver)
  const platform: Platform = {
    openStore: () => store,
    vault: await openVault('a secret of the tests, long enough to be one'),
    signingKeys: await loadSigningKeys(await generateSigningJwks()),
    adminKey: 'admin_of_the_tests_0123456789',
    publicUrl: 'https://api.laurel.test',
    clock: () => clock.now,
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
    network: c => c.req.header('X-Test-Network') ?? '198.51.100.1',
    log: logToConsole('error'),
  }
  const app = createApp(platform)
  const testApp: TestApp = {
    ...{ app, store, platform, clock },
    request: (method, path, options) => request(app, method, path, options),
    createMerchant: input => createMerchant(testApp, input),
    close() {
      store.close()
      rmSync(folder, { recursive: true })
    },
  }
  return testApp
}

async function request<Body>(
  app: Api,
  method: string,
  path: string,
  { key, body, idempotencyKey, network, headers = {} }: Options = {},
): Promise<Answer<Body>> {
  const sent = new Headers(headers)
  if (key !== undefined) sent.set('Authorization', `Bearer ${key}`)
  if (idempotencyKey !== undefined) sent.set('Idempotency-Key', idempotencyKey)
  if (network !== undefined) sent.set('X-Test-Network', network)
  if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await app.request(path, { method, headers: sent, body: text })
  const arrived = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text: arrived,
    body: (isJson ? JSON.parse(arrived) : undefined) as Body,
  }
}
