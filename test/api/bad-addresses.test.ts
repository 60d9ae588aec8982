import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp } from './app'
import { textOf } from './bad-input/bad-values'
import { allows, type OpenApi, type Parameter, type Route, routesOf } from './bad-input/document'
import { VALID } from './bad-input/valid-bodies'
import { addressOf, createWorld, expectProblem, idOf, rowCounts, send, type World } from './bad-input/world'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const routes = routesOf(document)
const named = routes.flatMap(route =>
  route.parameters.filter(({ in: where }) => where === 'path').map(parameter => ({ route, parameter })),
)
const asked = routes.flatMap(route =>
  route.parameters
    .filter(({ in: where, name }) => where === 'query' && name !== 'key')
    .map(parameter => ({ route, parameter })),
)

let world: World
let foreign: World
beforeAll(async () => {
  world = await createWorld(app)
  foreign = await createWorld(app)
})

let before: Record<string, number>
beforeEach(async () => {
  before = await rowCounts(app)
})
const expectNothingChanged = async () => expect(await rowCounts(app)).toEqual(before)

const typeOf = ({ mediaType }: Route) => (mediaType ? { 'Content-Type': mediaType } : undefined)
const validBody = (route: Route, of = world) => VALID[route.id]?.(of)[0]

const MALFORMED = ['%00', '%ED%A0%80', '%', '%2E%2E%2Fkeys', 'x'.repeat(200), 'cus_1', '%27%20OR%201=1%20--']

test.each(named)(
  'finds nothing under an id of nobody or somebody else: $route.id',
  async ({ route, parameter: { name, schema } }) => {
    // Guessing codes locks out.
    const own = name === 'code' ? await createWorld(app) : world
    const unknown = [
      idOf(route, name, own).replace(/[0-9a-z]{26}$/, '0'.repeat(26)),
      idOf(route, name, foreign),
    ]
    // A pool is made by naming it, so only a malformed name is wrong.
    const others = name === 'pool' ? [] : unknown.filter(id => id !== idOf(route, name, own))
    const malformed = MALFORMED.filter(id => name !== 'pool' || !allows(schema, id))
    const counts = await rowCounts(app)
    for (const id of [...malformed, ...others.map(encodeURIComponent)]) {
      const address = addressOf({ ...route, path: route.path.replace(`{${name}}`, id) }, own)
      const answer = await send(route, own, validBody(route, own), { address })
      expectProblem(answer, `${route.method} ${address}`)
      if (!malformed.includes(id)) expect(answer.status, address).toBe(404)
    }
    expect(await rowCounts(app)).toEqual(counts)
  },
)

test("spins no other merchant's wheel", async () => {
  const [route] = routes.filter(({ id }) => id === 'postMeSpins')
  if (!route) throw new Error('there is no route to spin')
  const answer = await send(route, world, { wheelId: foreign.wheelId, clientSeed: 'paper boat' })
  expectProblem(answer, 'foreign wheel')
  expect(answer.status).toBe(404)
  await expectNothingChanged()
})

const NUMBERS = [
  '0',
  '101',
  '1.5',
  '1e1',
  '-1',
  '',
  'ten',
  '0x10',
  '%205',
  '%2B5',
  '5.0',
  'NaN',
  'Infinity',
  '9007199254740993',
]
const CURSORS = [
  '',
  'x',
  '!!!',
  '%00',
  '%ED%A0%80',
  btoa('{}'),
  btoa('[1]'),
  btoa('null'),
  btoa('true'),
  btoa('1e400'),
  btoa('-1e400'),
  btoa('1.5'),
  btoa('9007199254740993'),
  btoa('""'),
  btoa('"\\ud800"'),
  btoa('"a\\u0000b"'),
  btoa(`"${'x'.repeat(200)}"`),
  'a'.repeat(401),
]
const TEXTS = ['%00', '%ED%A0%80', '%', '../..', '', 'x'.repeat(1000)]

function badQueries({ name, schema }: Parameter): string[] {
  if (schema.type === 'integer')
    return NUMBERS.filter(text => !/^\d+$/.test(text) || !allows(schema, Number(text)))
  return name === 'cursor' ? CURSORS : TEXTS.filter(text => !allows(schema, safeDecoded(text)))
}

function safeDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

test.each(asked)('refuses every bad $parameter.name: $route.id', async ({ route, parameter }) => {
  for (const bad of [...badQueries(parameter), `1&${parameter.name}=2`]) {
    const address = `${addressOf(route, world)}?${parameter.name}=${bad}`
    const headers = typeOf(route)
    const answer = await send(route, world, validBody(route), { address, headers })
    expectProblem(answer, address.slice(0, 100))
    expect(answer.body.code, address).toBe('invalid_request')
  }
  await expectNothingChanged()
})

test.each(asked)('answers every odd $parameter.name: $route.id', async ({ route, parameter }) => {
  for (const odd of [...TEXTS, ...CURSORS]) {
    const address = `${addressOf(route, world)}?${parameter.name}=${odd}`
    const answer = await send(route, world, undefined, { address })
    expect(answer.status, `${address}: ${answer.text}`).toBeLessThan(500)
  }
})

const secured = routes.filter(({ who }) => who !== 'anybody')

test.each(secured)('refuses whoever may not: $id', async route => {
  const address = `${addressOf(route, world)}${route.who === 'merchant' || route.who === 'operator' ? '' : '?key=pk_test_x'}`
  const type = typeOf(route)
  const { publishableKey, secretKey } = world.merchant
  for (const key of [
    '',
    'x',
    'Bearer',
    publishableKey,
    `${secretKey}x`,
    secretKey.replace('sk_test', 'sk_live'),
  ]) {
    const text = textOf(validBody(route))
    const answer = await app.request(route.method, address, {
      key,
      body: text,
      headers: { ...type, 'Idempotency-Key': 'k' },
    })
    expect([401, 403], `${key}: ${answer.text}`).toContain(answer.status)
  }
  await expectNothingChanged()
})

test.each(routes.filter(({ method, mediaType }) => method === 'POST' && mediaType === 'application/json'))(
  'refuses every bad Idempotency-Key: $id',
  async route => {
    for (const idempotencyKey of ['', 'two words', 'ü', 'x'.repeat(256), '""']) {
      const answer = await send(route, world, validBody(route), { idempotencyKey })
      expectProblem(answer, idempotencyKey)
      expect(answer.body.code, idempotencyKey).toBe('invalid_idempotency_key')
    }
    await expectNothingChanged()
  },
)
