import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textOf } from '../../api/bad-input/bad-values'
import { type OpenApi, type Route, routesOf } from '../../api/bad-input/document'
import { createWorld, send, type World } from '../../api/bad-input/world'
import { bodiesOf } from '../../api/security/cells'
import { contentOf } from '../../api/security/content'
import { newServer, type Server } from '../server'
import { appBehind } from './behind-socket'

/** What a world of bad input says of people, and what is said instead: nothing else in a log looks like it. */
const CANARIES: [RegExp, string][] = [
  [/ada@example\.com|gus@example\.com/g, 'zuzana.canary@example.org'],
  [/"Ada"/g, '"Zuzana Canarova"'],
  [/203\.0\.113\.7/g, '198.51.100.231'],
  [/Too small|Changed their mind|Called her|Sorry/g, 'because of a canary'],
  [/Blue vases!/g, 'Canaries sing at night'],
]
const PEOPLE = [
  ...['zuzana.canary', 'Canarova', '198.51.100.231', 'because of a canary', 'Canaries sing', '1990-04-30'],
  ...['shop.example', 'paper boat'],
]

/** Fields whose value is a secret, or somebody's, wherever it is said. */
const SECRET_FIELDS = [
  ...['key', 'secret', 'token', 'guestToken', 'code', 'serverSeed', 'commitment', 'slug', 'email', 'name'],
  ...['comment', 'birthday', 'network', 'clientSeed'],
]

/** Without any of these something fails in the middle of its work. */
const TABLES = ['idempotency', 'customers', 'orders', 'codes', 'journal', 'responses', 'guests', 'webhooks']

let server: Server
let app: Awaited<ReturnType<typeof appBehind>>
let routes: Route[]
let world: World

beforeAll(async () => {
  server = await newServer({ LOG_LEVEL: 'debug', TRUST_PROXY: '1' })
  await server.start()
  app = await appBehind(server, Date.parse('2026-03-03T10:00:00Z'))
  routes = routesOf((await app.request<OpenApi>('GET', '/openapi.json')).body)
  app.wire.length = 0
  world = await createWorld(app)
})
afterAll(async () => {
  app.close()
  await server.remove()
})

const withCanaries = (text: string) =>
  CANARIES.reduce((rest, [said, canary]) => rest.replace(said, canary), text)

/** Every route but those that would end the world. */
async function askEverything(change = (text: string) => text) {
  for (const route of routes.filter(({ method }) => method !== 'DELETE')) {
    const text = textOf(bodiesOf(route, world)[0])
    await send(route, world, undefined, {
      text: text && change(withCanaries(text)),
      ...(route.mediaType && { headers: { 'Content-Type': route.mediaType } }),
    })
  }
}

/** Another process takes a table away, as a broken disk or a wrong migration would. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  const { store } = app
  const rename = (from: string, to: string) =>
    store.write([store.db.run(sql.raw(`ALTER TABLE "${from}" RENAME TO "${to}"`))])
  await rename(table, `${table}_gone`)
  try {
    await work()
  } finally {
    await rename(`${table}_gone`, table)
  }
}

/** What it has written until now: a fault that is told of last comes last. */
async function allSaid(): Promise<string> {
  await without('merchants', async () => {
    const { body, status } = await world.merchant.send<{ requestId: string }>('GET', '/v1/program')
    expect(status).toBe(500)
    await expect.poll(server.said, { timeout: 20_000 }).toContain(body.requestId)
  })
  return server.said()
}

/** Everything of the conversation that no log may have. */
function secrets(): string[] {
  const found = new Set<string>(PEOPLE)
  for (const { sent, received } of app.wire)
    for (const [, , value] of `${sent}\n${received}`.matchAll(FIELD)) if (isTelling(value)) found.add(value)
  return [...found]
}

const FIELD = new RegExp(`"(${SECRET_FIELDS.join('|')})":"([^"\\\\]{6,})"`, 'g')

/** Codes of problems and names of surveys and prizes are no secret, and are few: they are in no need of a log either. */
const isTelling = (value: string | undefined): value is string =>
  value !== undefined && !/^[a-z_]+$/.test(value)

describe('what a server writes', () => {
  test('tells of faults by the id of their request', async () => {
    await askEverything()
    for (const table of TABLES) await without(table, () => askEverything())
    const failed = app.wire.filter(({ status }) => status === 500)
    expect(failed.length).toBeGreaterThan(50)
    const ids = failed.map(({ received }) => (JSON.parse(received) as { requestId: string }).requestId)
    await expect.poll(() => ids.filter(id => !server.said().includes(id)), { timeout: 20_000 }).toEqual([])
  })

  test('has nothing in it of keys, tokens, codes, people and their networks', async () => {
    await askEverything(text => text.slice(0, -2))
    await askEverything(text => text.replace(/:\s*\d+/g, ':"canary@example.org"'))
    const { merchant, customerId, guestToken } = world
    for (const path of [`/v1/customers/${customerId}/export`, '/v1/keys', '/v1/messages'])
      await merchant.send('GET', path)
    for (const key of [merchant.identitySecret, `${guestToken}x`, await merchant.customerToken('zuzana')])
      await app.request('GET', `/v1/me?key=${merchant.publishableKey}`, { key })
    await app.request('POST', `/v1/codes/${world.code}/redeem`, { key: 'sk_test_nobody', body: '{' })
    const said = await allSaid()
    const known = [
      ...[merchant.secretKey, merchant.publishableKey, merchant.identitySecret],
      ...[world.code, guestToken, server.adminKey, ...secrets()],
    ]
    expect(known.length).toBeGreaterThan(100)
    expect(known.filter(secret => said.includes(secret))).toEqual([])
    expect(said).not.toMatch(/\beyJ[\w-]+\.|\b[sp]k_(test|live)_|whsec_|\w@\w+\.\w|\b\d{1,3}(\.\d{1,3}){3}\b/)
  })

  test('has none of the rows of the database in it', async () => {
    const content = Object.values(await contentOf(app)).join('\n')
    const sealed = [...content.matchAll(/"(?:sealed|lookup|hash|network|email_key|body)":"([^"]{20,})"/g)]
    const said = await allSaid()
    expect(sealed.length).toBeGreaterThan(20)
    expect(sealed.map(([, value]) => value ?? '').filter(value => said.includes(value))).toEqual([])
  })
})
