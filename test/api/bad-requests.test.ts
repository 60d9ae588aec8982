import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp } from './app'
import { textOf } from './bad-input/bad-values'
import { type OpenApi, type Route, routesOf } from './bad-input/document'
import { VALID } from './bad-input/valid-bodies'
import { addressOf, createWorld, expectProblem, rowCounts, send, type World } from './bad-input/world'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const takesJson = routesOf(document).filter(({ mediaType }) => mediaType === 'application/json')

const DEEP = 50_000
const HALF_A_MEGABYTE = 512 * 1024

let world: World
beforeAll(async () => {
  world = await createWorld(app)
})

let before: Record<string, number>
beforeEach(async () => {
  before = await rowCounts(app)
})
const expectNothingChanged = async () => expect(await rowCounts(app)).toEqual(before)

const validBody = (route: Route) => VALID[route.id]?.(world)[0]

describe.each(takesJson)('$id', route => {
  const valid = () => textOf(validBody(route)) ?? ''

  test.each([
    ['nothing', () => ''],
    ['half of it', () => valid().slice(0, -1)],
    ['two of it', () => valid() + valid()],
    ['a comma too many', () => valid().replace(/\}$/, ',}')],
    ['JavaScript', () => '{a: undefined}'],
    ['a number that is none', () => '{"a":NaN}'],
    ['brackets without end', () => '['.repeat(DEEP)],
  ])('refuses what is no JSON: %s', async (_, text) => {
    const answer = await send(route, world, undefined, {
      text: text(),
      headers: { 'Content-Type': 'application/json' },
    })
    expectProblem(answer, 'no JSON')
    expect(answer.body.code).toBe('invalid_json')
    await expectNothingChanged()
  })

  test('refuses every root but an object', async () => {
    for (const root of [
      `[${valid()}]`,
      '[]',
      'null',
      'true',
      '7',
      '"text"',
      `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
    ]) {
      const answer = await send(route, world, undefined, { text: root })
      expectProblem(answer, root.slice(0, 40))
      expect(answer.body.code, root.slice(0, 40)).toBe('invalid_request')
    }
    await expectNothingChanged()
  })

  test('refuses every other content type', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/json-seq',
      'application/xml',
      '',
    ]) {
      const answer = await send(route, world, validBody(route), { headers: { 'Content-Type': type } })
      expectProblem(answer, type)
      expect(answer.body.code, type).toBe('unsupported_media_type')
    }
    await expectNothingChanged()
  })

  test('refuses a body that is too large', async () => {
    const text = valid() + ' '.repeat(HALF_A_MEGABYTE)
    const answer = await send(route, world, undefined, { text })
    expectProblem(answer, 'too large')
    expect(answer.body.code).toBe('body_too_large')
    await expectNothingChanged()
  })

  test('refuses bytes that are not UTF-8', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('{"name":"'),
      0xff,
      0xfe,
      0xed,
      0xa0,
      0x80,
      0x22,
      0x7d,
    ])
    const { status } = await app.app.request(addressOf(route, world), {
      method: route.method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${world.merchant.secretKey}` },
      body: bytes,
    })
    expect(status).toBe(400)
    await expectNothingChanged()
  })

  test('refuses a body that grows too large on its way', async () => {
    const pieces = Array.from({ length: 9 }, () => new TextEncoder().encode(' '.repeat(HALF_A_MEGABYTE / 8)))
    const body = new ReadableStream({
      pull: controller => {
        const piece = pieces.pop()
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
    })
    const headers = { 'Content-Type': 'application/json' }
    const sent = new Request(`http://api.test${addressOf(route, world)}`, {
      ...{ method: route.method, headers, body, duplex: 'half' },
    } as RequestInit)
    expect((await app.app.request(sent)).status).toBe(413)
    await expectNothingChanged()
  })
})
