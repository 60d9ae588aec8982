import { afterAll, describe, expect, test } from 'vitest'
import { openTestApp, someOf } from './app'
import { type BadBody, badBodies, placesOf } from './bad-input/bad-bodies'
import { textOf } from './bad-input/bad-values'
import { type OpenApi, type Route, routesOf } from './bad-input/document'
import { VALID } from './bad-input/valid-bodies'
import { createWorld, expectProblem, type Problemish, rowCounts, send, type World } from './bad-input/world'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const writes = routesOf(document).filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method))
const MOST_LINES = 500
/** What is refused changes nothing in it. */
const refusing = await createWorld(app)

const validBodies = (route: Route, world: World) => [...(VALID[route.id]?.(world) ?? []), ...route.examples]

/** Every bad body of a route; fails when a field of the document is in none of the valid ones. */
function casesOf(route: Route, world: World): BadBody[] {
  const schema = route.body ?? {}
  const seen = new Set<string>()
  const cases = validBodies(route, world).flatMap(body => badBodies(document, schema, body, seen))
  const missing = placesOf(document, schema).filter(place => !seen.has(place))
  expect(missing, 'give these a valid value in valid-bodies.ts').toEqual([])
  return someOf(cases)
}

/** Whether one of the errors is about the field that was made bad, or what it is in. */
const isNamed = (path: string, errors: { path: string }[] = []) =>
  errors.some(error => path.startsWith(error.path) || error.path.startsWith(path))

test('knows what every write route takes', () => {
  expect(writes.filter(({ body }) => body === undefined).map(({ id }) => id)).toEqual([])
  expect(writes.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(VALID)))
})

describe.each(writes.filter(({ mediaType }) => mediaType === 'application/json'))('$id', route => {
  test('refuses whatever is wrong with one field', async () => {
    const cases = casesOf(route, refusing)
    const before = await rowCounts(app)
    const taken: string[] = []
    for (const { path, what, body } of cases) {
      const answer = await send(route, refusing, body)
      const refused = answer.status === 400 && answer.body.code === 'invalid_request'
      if (refused && isNamed(path, answer.body.errors)) expectProblem(answer, `${path} ${what}`)
      else taken.push(`${path} ${what}: ${answer.status} ${answer.text}`)
    }
    expect(taken).toEqual([])
    expect(await rowCounts(app)).toEqual(before)
  })

  test('understands the valid bodies', async () => {
    const world = await createWorld(app)
    for (const body of validBodies(route, world)) {
      const answer = await send(route, world, body)
      expect(answer.status, answer.text).toBeLessThan(500)
      expect(answer.body?.code, answer.text).not.toBe('invalid_request')
    }
  })
})

test('refuses a programme that names what it does not have', async () => {
  const { merchant } = await createWorld(app)
  const rule = { id: 'buy', name: 'Buy', on: 'order.paid', earn: { kind: 'fixed', points: 1 } }
  const window = { from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' }
  const double = { id: 'double', name: 'Double', multiplier: 2, ...window, rules: ['buy', 'gone'] }
  for (const [path, program] of [
    ['rules.0.tiers', { rules: [{ ...rule, tiers: ['platinum'] }] }],
    ['campaigns.0.rules', { rules: [rule], campaigns: [double] }],
  ] as const) {
    const answer = await merchant.send<Problemish>('PUT', '/v1/program', { name: 'Club', ...program })
    expectProblem(answer, path)
    expect(answer.body.errors?.map(error => error.path)).toEqual([path])
  }
})

interface LineReport {
  type: string
  line: number
  code?: string
  errors?: { path: string }[]
}

test('refuses whatever is wrong with one line of an import', async () => {
  const [route] = writes.filter(({ id }) => id === 'postOrdersImport')
  if (!route) throw new Error('there is no import')
  const world = await createWorld(app)
  const cases = casesOf(route, world)
  const before = await rowCounts(app)
  const taken: string[] = []
  for (let start = 0; start < cases.length; start += MOST_LINES) {
    const part = cases.slice(start, start + MOST_LINES)
    const text = part.map(({ body }) => textOf(body)).join('\n')
    const answer = await send(route, world, undefined, {
      text,
      headers: { 'Content-Type': 'application/x-ndjson' },
    })
    const reports: LineReport[] = answer.text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    for (const [i, { path, what }] of part.entries()) {
      const report = reports.find(({ type, line }) => type === 'refused' && line === i + 1)
      const refused = report?.code === 'invalid_request' && isNamed(path, report.errors)
      if (!refused) taken.push(`${path} ${what}: ${JSON.stringify(report)}`)
    }
  }
  expect(taken).toEqual([])
  // An import says of itself how far it came, whatever its lines were worth.
  const { imports: _, ...after } = await rowCounts(app)
  expect({ imports: before.imports, ...after }).toEqual(before)
})
