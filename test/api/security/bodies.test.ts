import { afterAll, describe, expect, test } from 'vitest'
import type { Program } from '../../../sdk/contract'
import { openTestApp } from '../app'
import { spotsOf } from '../bad-input/bad-bodies'
import { type OpenApi, type Route, routesOf, type Schema } from '../bad-input/document'
import { createWorld, expectProblem, send } from '../bad-input/world'
import { bodiesOf } from './cells'
import { contentOf } from './content'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const writes = routesOf(document).filter(({ mediaType }) => mediaType === 'application/json')
const world = await createWorld(app)
const before = await contentOf(app)

const DEEP = 5000
const MOST_REPLY_CHARS = 50_000
const MANY = 8000

const DEEP_JSON = [`${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`]

/** One value at each place of a route's bodies. */
const placesIn = (route: Route) => {
  const found = new Map<string, (value: unknown) => unknown>()
  for (const body of bodiesOf(route, world))
    for (const { place, put } of spotsOf(document, route.body as Schema, body)) found.set(place, put)
  return [...found.values()]
}

describe.each(writes)('$id', route => {
  test('refuses depth, wherever it is', async () => {
    for (const [i, put] of placesIn(route).entries()) {
      const text = JSON.stringify(put('HERE')).replace('"HERE"', DEEP_JSON[i % 2] ?? '')
      const answer = await send(route, world, undefined, { text })
      expectProblem(answer, text.slice(0, 100))
      expect(answer.body.code).toBe('invalid_request')
    }
  })

  test('says no more than can be read of a mess, and stays well', async () => {
    const many = Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`key-${i}`, 0]))
    for (const mess of [many, Array(MANY).fill(0), { ...many, texts: many, locales: many }]) {
      const answer = await send(route, world, mess)
      expectProblem(answer, route.id)
      expect(answer.text.length).toBeLessThan(MOST_REPLY_CHARS)
    }
  })

  test('changes nothing for either', async () => expect(await contentOf(app)).toEqual(before))
})

test('however many names of a record are wrong, a hundred are told', async () => {
  const texts = Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`k${i}`, 0]))
  const { status, text, body } = await world.merchant.send<{ errors: unknown[] }>('PUT', '/v1/program', {
    ...{ name: 'Club', texts },
  })
  expect([status, body.errors.length]).toEqual([400, 100])
  expect(text.length).toBeLessThan(MOST_REPLY_CHARS)
})

describe('a name that objects have by themselves', () => {
  const program = async () =>
    (await world.merchant.send<{ program: Program }>('GET', '/v1/program')).body.program
  const put = (texts: string) => world.merchant.send('PUT', '/v1/program', `{"name":"Club","texts":${texts}}`)

  test.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'])(
    'is no language: %s',
    async name => expect((await put(`{"${name}":{"title":"x"}}`)).status).toBe(400),
  )

  test('is a text like any other, and nothing but a text', async () => {
    expect((await put('{"en":{"constructor":"a","toString":"b"}}')).status).toBe(200)
    expect((await program()).texts).toEqual({ en: { constructor: 'a', toString: 'b' } })
    expect((await put('{"en":{"constructor":{"prototype":{"isAdmin":"yes"}}}}')).status).toBe(400)
  })

  test.each([
    '{"__proto__":{"isAdmin":"yes"}}',
    '{"en":{"__proto__":"yes"}}',
    '{"en":{"__proto__":{"isAdmin":"yes"}}}',
  ])('is passed over where it would be of all objects: %s', async texts => {
    await put(texts)
    expect(JSON.stringify(await program())).not.toMatch(/__proto__|isAdmin|yes/)
    expect(({} as { isAdmin?: string }).isAdmin).toBeUndefined()
  })
})

describe('an address', () => {
  test.each([
    ['of a hundred thousand symbols', `/v1/${'x'.repeat(100_000)}`],
    ['with as long an id', `/v1/orders/${'x'.repeat(100_000)}`],
    ['of a thousand folders', `/v1${'/x'.repeat(1000)}`],
    ['with ten thousand questions', `/v1/customers?${'a=1&'.repeat(10_000)}limit=5`],
    ['with a long key', `/v1/storefront?key=${'x'.repeat(100_000)}`],
  ])('%s is answered like any other', async (_, path) => {
    const { status } = await world.merchant.send('GET', path)
    expect([200, 400, 404]).toContain(status)
  })
})
