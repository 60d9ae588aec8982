import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, openTestApp } from '../app'
import { textOf } from '../bad-input/bad-values'
import { type OpenApi, type Route, routesOf } from '../bad-input/document'
import { createWorld, type Problemish, paidOrder, send, type World } from '../bad-input/world'
import { bodiesOf, type Cell, cellsOf } from './cells'
import { contentOf } from './content'
import { readEverything } from './read-everything'
import { NOBODYS, thingsOf } from './things'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const routes = routesOf(document)

const stranger = await app.createMerchant()
await readEverything(stranger, routes)
const empty = await readEverything(stranger, routes)
const [own, other, spare] = [await createWorld(app), await createWorld(app), await createWorld(app)]
const theirs = { ...(await thingsOf(other)), pool: 'partners' }
const nobodys = { ...NOBODYS, pool: 'nobodys' }
await thingsOf(own)

const cells = routes.flatMap(route => cellsOf(document, route, own))

/** What naming nobody's is answered where that is no 404: the name is looked for, made, or only noted. */
const OTHERWISE: Record<string, number> = {
  'postCustomers .externalId': 201,
  'postCustomers .email': 201,
  'patchCustomersId .email': 200,
  'postEvents .externalId': 201,
  'postEvents .customer.externalId': 201,
  'postEvents .customer.email': 201,
  'postOrders .externalId': 201,
  'postOrders .customer.externalId': 201,
  'postOrders .customer.email': 201,
  'postOrders .referral': 201,
  'postOrders .code': 201,
  'postOrdersExternalIdRefunds .externalId': 201,
  'postSurveysIdResponses .responses.*.externalId': 200,
  'postSurveysIdResponses .responses.*.customer': 200,
  'postPoolsPoolCodes {pool}': 201,
  'postMePrompts .surveyId': 409,
  'postMeSpins .commitment': 409,
  'postGuests .email': 201,
}

/** A stream says of each line what came of it. */
const expected = ({ route, where, place }: Cell) =>
  route.id === 'postOrdersImport' || where === 'query' ? 200 : (OTHERWISE[`${route.id} ${place}`] ?? 404)

let asked = 0

/**
 * Each request is about another order, event or upload, and of another shopper: what was said before, and what is
 * used up, is no answer.
 */
async function ask({ route, naming }: Cell, name: string): Promise<Answer<Problemish>> {
  asked += 1
  const fresh = `fresh-${asked}`
  const { address, body } = naming(name)
  if (route.who === 'shopper') await own.merchant.sendAs(fresh, 'GET', '/v1/me')
  const text = JSON.stringify(body, (key, value) => {
    if (key === 'externalId' && value !== name) return fresh
    if (key === 'codes') return [fresh]
    return key === 'network' ? `192.0.2.${asked & 255}` : value
  })
  return send(route, { ...own, externalId: fresh }, undefined, {
    ...{ address, text },
    ...(route.mediaType && { headers: { 'Content-Type': route.mediaType } }),
  })
}

/** What an answer says, whatever was named and whatever was made up for it. */
function saidIn({ status, text }: Answer<unknown>, name: string): [number, string] {
  const said = text
    .replaceAll(name, '<name>')
    .replace(/\b[a-z]{3}_[0-9a-z]{26,32}/g, '<id>')
    .replace(/"(slug|token)":"[^"]+"/g, '"$1":"<random>"')
    .replace(/"refunded":\d+/, '"refunded":"<so far>"')
    .replace(/fresh-\d+/g, '<fresh>')
  return [status, said]
}

/** What the other merchant has, by the ids we gave it: nothing else may ever speak of it. */
const idsOfOther = [other.merchant.id, ...Object.values({ ...other, ...theirs })].filter(
  (id): id is string => typeof id === 'string' && /^[a-z]{3}_[0-9a-z]{26}$/.test(id),
)
const isOfOther = (text: string) => idsOfOther.some(id => text.includes(id))

async function rowsOfOther(): Promise<Record<string, string[]>> {
  const content = await contentOf(app)
  return Object.fromEntries(
    Object.entries(content).map(([table, rows]) => [table, rows.split('\n').filter(isOfOther)]),
  )
}

let before: Record<string, string[]>
let readable: string[]
beforeAll(async () => {
  readable = await readEverything(other.merchant, routes, other)
  before = await rowsOfOther()
})

test('every id in an address is a cell, and every route that has a name in it is in the matrix', () => {
  const named = routes.filter(({ path }) => path.includes('{')).map(({ id }) => id)
  expect(cells.map(({ route }) => route.id)).toEqual(expect.arrayContaining(named))
  expect(cells.filter(({ where }) => where === 'address')).toHaveLength(
    routes.flatMap(({ path }) => path.match(/\{/g) ?? []).length,
  )
  const places = cells.map(({ route, place }) => `${route.id} ${place}`)
  expect(places).toEqual(expect.arrayContaining(Object.keys(OTHERWISE)))
})

test('a merchant with nothing sees nothing of what others have', async () => {
  expect(await readEverything(stranger, routes)).toEqual(empty)
})

/** What only asks comes before what makes something of the same name. */
const byWhere = (['address', 'query', 'body'] as const).map(where => ({
  where,
  cells: cells.filter(cell => cell.where === where).toSorted((a, b) => lateness(a.route) - lateness(b.route)),
}))

describe.each(byWhere)('what is named in the $where', ({ cells }) => {
  test.each(cells)('of $route.id is nobody’s when it is another merchant’s: $place', async cell => {
    const [name, unknown] = [theirs[cell.thing], nobodys[cell.thing]]
    const [nobody, foreign] = [await ask(cell, unknown), await ask(cell, name)]
    expect(saidIn(foreign, name)).toEqual(saidIn(nobody, unknown))
    expect(foreign.status, foreign.text).toBe(expected(cell))
    expect(isOfOther(foreign.text.replaceAll(name, '')), foreign.text).toBe(false)
    expect(await rowsOfOther()).toEqual(before)
  })
})

test('the very line that one merchant has imported is new to another', async () => {
  const line = textOf({ type: 'order', ...paidOrder('same-number', 'same-customer') })
  const imported = async (by: World) => {
    const headers = { 'Content-Type': 'application/x-ndjson' }
    const { text } = await by.merchant.send('POST', '/v1/orders/import', line, { headers })
    return JSON.parse(text.trim().split('\n').at(-1) ?? '')
  }
  expect(await imported(spare)).toMatchObject({ type: 'done', changed: 1 })
  expect(await imported(own)).toMatchObject({ type: 'done', changed: 1 })
  expect(await imported(own)).toMatchObject({ type: 'done', unchanged: 1 })
})

/** Pages first, the import after the order of the same number, and last what takes away, people at the very end. */
function lateness({ id, method, path, who }: Route): number {
  if (who === 'page') return -1
  if (id === 'postOrdersImport') return 1
  if (method !== 'DELETE') return 0
  return /(customers\/\{id\}|me)$/.test(path) ? 3 : 2
}

test.each(routes.toSorted((a, b) => lateness(a) - lateness(b)))(
  '$id finds what is its own merchant’s, and speaks of no other',
  async route => {
    // Nobody can be erased twice, and both worlds are done with.
    const world = route.id === 'deleteMe' ? own : spare
    const answer = await send(route, world, undefined, {
      ...(route.mediaType && { headers: { 'Content-Type': route.mediaType } }),
      text: textOf(bodiesOf(route, world)[0]),
    })
    expect(answer.status, answer.text).not.toBe(404)
    expect(isOfOther(answer.text), answer.text).toBe(false)
  },
)

test('leaves the other merchant, its audit and its exports as they were', async () => {
  expect(await rowsOfOther()).toEqual(before)
  expect(await readEverything(other.merchant, routes, other)).toEqual(readable)
})
