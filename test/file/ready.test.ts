import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../api/app'
import { openReadiness } from '../../api/http/readiness'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { openEmbedded } from '../../api/store/embedded'
import { type Migration, migrate } from '../../api/store/migrate'
import { openRemote } from '../../api/store/remote'
import { type Driver, openStore, type Store } from '../../api/store/store'
import type { Problem } from '../../sdk/contract'
import { openTestApp, type TestApp } from '../api/app'
import { listen } from './telemetry/listening'

let app: TestApp
const folder = mkdtempSync(join(tmpdir(), 'laurel-ready-'))
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => {
  app.close()
  rmSync(folder, { recursive: true })
})

const UNMIGRATED = 'The database has not been migrated to this version'

/** What a server over that database says of itself, and writes into its log. */
async function askedOver(driver: Driver, path = '/readyz') {
  const store = openStore(driver)
  const { log, entries } = listen()
  const reply = await createApp({ ...app.platform, log, openStore: () => store }).request(path)
  store.close()
  const [entry] = entries
  return { status: reply.status, body: (await reply.json()) as Problem, entry }
}

async function databaseWith(name: string, migrations: Migration[]): Promise<Driver> {
  const driver = await openEmbedded(`file:${join(folder, name)}.db`)
  if (migrations.length > 0) await migrate(driver, migrations, 0)
  return driver
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

describe('a server is ready', () => {
  test('over a database that is up to date', async () => {
    const { status, body } = await askedOver(await databaseWith('whole', MIGRATIONS))
    expect([status, body]).toEqual([200, { status: 'ready' }])
  })

  test('over a database that a newer version has migrated on', async () => {
    const next = { id: '9999_next', hash: 'x', sql: ['CREATE TABLE next (id INTEGER)'] }
    const { status } = await askedOver(await databaseWith('newer', [...MIGRATIONS, next]))
    expect(status).toBe(200)
  })
})

describe('a server is not ready, and says why', () => {
  test.each([
    ['an empty database', []],
    ['a database that lacks the latest migration', MIGRATIONS.slice(0, -1)],
  ])('over %s', async (name, migrations) => {
    const { status, body, entry } = await askedOver(await databaseWith(name, migrations))
    expect([status, body.code, body.detail]).toEqual([503, 'not_ready', UNMIGRATED])
    expect(entry).toMatchObject({ level: 'warn', status: 503, refusal: 'not_ready' })
  })

  test('without its database, while it is alive', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const nobody = () => openRemote(url, undefined)
    const { status, body, entry } = await askedOver(nobody())
    expect([status, body.code, body.detail]).toEqual([503, 'not_ready', 'The database does not answer'])
    expect(entry).toMatchObject({ level: 'error', status: 503, code: 'ECONNREFUSED' })
    expect((await askedOver(nobody(), '/healthz')).status).toBe(200)
  })
})

describe('a server that is asked again and again whether it is ready', () => {
  test('asks its database once a second, and sees soon that it has gone away', async () => {
    const opened = openStore(await databaseWith('asked', MIGRATIONS))
    let [reads, now] = [0, 0]
    let isAway = false
    const store: Store = {
      ...opened,
      async read(...asked) {
        reads += 1
        if (isAway) throw new Error('gone away')
        return opened.read(...asked)
      },
    }
    const server = createApp({ ...app.platform, log: listen().log, clock: () => now, openStore: () => store })
    const ask = async () => (await server.request('/readyz')).status
    expect(await Promise.all(Array.from({ length: 50 }, ask))).toEqual(Array(50).fill(200))
    const once = reads
    isAway = true
    now = 999
    expect([await ask(), reads]).toEqual([200, once])
    now = 1000
    expect([await ask(), await ask()]).toEqual([503, 503])
    isAway = false
    now = 500
    expect(await ask()).toBe(200)
    store.close()
  })

  test('takes what was answered over another connection, and waits for nothing there', async () => {
    const ready = openReadiness()
    const opened = openStore(await databaseWith('shared', MIGRATIONS))
    const silent: Store = { ...opened, read: () => new Promise(() => {}) }
    void ready(silent, 0)
    expect(await ready(opened, 0)).toEqual({})
    expect(await ready(silent, 1)).toEqual({})
    opened.close()
  })
})
