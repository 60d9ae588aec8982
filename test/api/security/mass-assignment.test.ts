import { afterAll, describe, expect, test } from 'vitest'
import type { Customer, Me, Page } from '../../../sdk/contract'
import { openTestApp } from '../app'
import { type Spot, spotsOf } from '../bad-input/bad-bodies'
import { textOf } from '../bad-input/bad-values'
import { type OpenApi, type Route, resolve, routesOf, type Schema } from '../bad-input/document'
import { createWorld, expectProblem, send } from '../bad-input/world'
import { bodiesOf } from './cells'
import { contentOf } from './content'
import { forge } from './forge'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const writes = routesOf(document).filter(({ body }) => body !== undefined)
const world = await createWorld(app)

/** Every column of the database: what somebody would like to set who has read the source. */
async function columns(): Promise<string[]> {
  const { store } = app
  const { rows } = await store.read({
    rows: store.db.all<{ name: string }>(
      "SELECT DISTINCT c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
    ),
  })
  return rows.map(({ name }) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
}

/** Every name that any document of the API has. */
function documented(): string[] {
  const names = (schema: Schema): string[] => {
    const { properties = {}, items, oneOf = [], anyOf = [], additionalProperties } = resolve(document, schema)
    const inner = [...Object.values(properties), ...oneOf, ...anyOf, items, additionalProperties]
    const parts = inner.filter((each): each is Schema => typeof each === 'object' && each.$ref === undefined)
    return [...Object.keys(properties), ...parts.flatMap(names)]
  }
  return Object.values(document.components.schemas).flatMap(names)
}

const GUESSED = ['isAdmin', 'role', 'who', 'balance', 'verified', 'mode', '$set', 'id ', 'ID']
const NAMES = [...new Set([...(await columns()), ...documented(), ...GUESSED])].sort()

/** So many at once that the reply can name them all. */
const AT_ONCE = 40

/** Every object of a body that is described, once. */
function objectsOf(route: Route): Spot[] {
  const found = new Map<string, Spot>()
  const spots = bodiesOf(route, world).flatMap(body => spotsOf(document, route.body as Schema, body))
  for (const spot of spots) if (spot.schema.properties && !found.has(spot.place)) found.set(spot.place, spot)
  return [...found.values()]
}

function* chunksOf<T>(list: T[], size: number): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}

/** What the API says to a body: the errors of the document, or of the one line of a stream. */
async function refusalOf(route: Route, body: unknown) {
  const headers = route.mediaType && { 'Content-Type': route.mediaType }
  const answer = await send(route, world, undefined, { text: textOf(body), ...(headers && { headers }) })
  if (route.mediaType !== 'application/x-ndjson') {
    expectProblem(answer, route.id)
    return answer.body
  }
  return JSON.parse(answer.text.split('\n')[0] ?? '')
}

test('the names to try are many', () => {
  expect(NAMES).toEqual(
    expect.arrayContaining([
      ...['points', 'spins', 'tierId', 'merchantId', 'customerId', 'createdAt', 'erasedAt', 'sealed', 'hash'],
      ...['remaining', 'redeemedAt', 'lastUsedAt', 'testClock', 'won', 'sold', 'decision', 'earnedAt'],
    ]),
  )
})

const objects = writes.flatMap(route =>
  objectsOf(route).map(spot => ({ route, spot, place: spot.place || '{}' })),
)

describe('a field that is not of the document', () => {
  test.each(objects)('is refused by its name in $route.id $place', async ({ route, spot }) => {
    const before = await contentOf(app)
    const unknown = NAMES.filter(name => !(name in (spot.schema.properties ?? {})))
    for (const names of chunksOf(unknown, AT_ONCE)) {
      const more = Object.fromEntries(names.map(name => [name, 1]))
      const { code, errors } = await refusalOf(route, spot.put({ ...(spot.value as object), ...more }))
      expect(code).toBe('invalid_request')
      const said = JSON.stringify(errors)
      expect(names.filter(name => !said.includes(`\\"${name}\\"`))).toEqual([])
    }
    const { imports: _, ...after } = await contentOf(app)
    expect({ imports: before.imports, ...after }).toEqual(before)
  })
})

test('a field in the address is no field of the body', async () => {
  const address =
    '/v1/customers?points=1000&spins=9&tierId=gold&segments=staff&createdAt=2020-01-01T00:00:00Z'
  const { status, body } = await world.merchant.send('POST', address, { externalId: 'plain' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ points: { available: 0, pending: 0 }, spins: 0, tierId: null, segments: [] })
  expect(body).toMatchObject({ createdAt: new Date(app.clock.now).toISOString() })
})

test('a claim that is not of a token gives nothing', async () => {
  const { merchant } = world
  const nowS = Math.floor(app.clock.now / 1000)
  const key = forge({
    header: { alg: 'HS256', typ: 'laurel-customer+jwt' },
    claims: {
      ...{ aud: merchant.id, sub: 'claimer', iat: nowS, exp: nowS + 600, kind: 'guest', role: 'merchant' },
      ...{
        points: 1000,
        spins: 9,
        tier: 'gold',
        tierId: 'gold',
        segments: ['staff'],
        slug: 'mine',
        id: 'cus_1',
      },
      ...{ customerId: world.customerId, merchantId: 'mer_1', createdAt: 0, scope: 'admin', locale: 'xx' },
    },
    secret: merchant.identitySecret,
  })
  const { status, body } = await app.request<Me>('GET', `/v1/me?key=${merchant.publishableKey}`, { key })
  expect([status, body.customer]).toEqual([200, { externalId: 'claimer', name: null, kind: 'customer' }])
  expect(body).toMatchObject({ points: { available: 0, pending: 0 }, spins: 0, tier: { current: null } })
  const { body: found } = await merchant.send<Page<Customer>>('GET', '/v1/customers?externalId=claimer')
  expect(found.data).toMatchObject([{ segments: [], locale: null, kind: 'customer' }])
  expect((await app.request('GET', '/v1/audit', { key })).status).toBe(401)
})
