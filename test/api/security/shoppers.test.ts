import { afterAll, describe, expect, test } from 'vitest'
import { openTestApp } from '../app'
import { textOf } from '../bad-input/bad-values'
import { type OpenApi, routesOf } from '../bad-input/document'
import { addressOf, createWorld, type Problemish } from '../bad-input/world'
import { bodiesOf, cellsOf } from './cells'
import { contentOf } from './content'
import type { Things } from './things'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const routes = routesOf(document).filter(({ who }) => who === 'shopper')

/** Everything in this world is ada's; hedy shops there too. */
const world = await createWorld(app)
const { merchant } = world
await merchant.sendAs('hedy', 'GET', '/v1/me')

/** What is one shopper's alone. The rest that shoppers name is the merchant's, or they prove that they have it. */
const PRIVATE: (keyof Things | 'pool')[] = ['promptId', 'redemptionId', 'responseId', 'commitment', 'code']

const cells = routes
  .flatMap(route => cellsOf(document, route, world))
  .filter(({ thing }) => PRIVATE.includes(thing))

const ofAda = [world.customerId, world.redemptionId, world.promptId, world.responseId]

/** A friend who comes by ada's link, and one who is erased later, is in the rows of it. */
async function rowsOfAda(): Promise<Record<string, string[]>> {
  const { referrals: _, referral_visits: __, ...content } = await contentOf(app)
  return Object.fromEntries(
    Object.entries(content).map(([table, rows]) => [
      table,
      rows.split('\n').filter(row => ofAda.some(id => row.includes(id))),
    ]),
  )
}

test('there are things of one shopper that another can name', () => {
  expect(cells.map(({ route, place }) => `${route.id} ${place}`)).toEqual([
    'postMeRedemptionsIdReturns {id}',
    'postMePromptsIdDismissals {id}',
    'postMeResponses .promptId',
    'postMeSpins .commitment',
  ])
})

test.each(cells)(
  'what another shopper has is not there: $route.id $place',
  async ({ route, naming, thing }) => {
    const before = await rowsOfAda()
    const { address, body } = naming(String(world[thing as keyof Things & keyof typeof world]))
    const answer = await merchant.sendAs<Problemish>(
      'hedy',
      route.method,
      address,
      textOf(route.body && body),
      {
        idempotencyKey: `${route.id}-theirs`,
      },
    )
    expect([answer.status, answer.body.code]).toEqual(
      thing === 'commitment' ? [409, 'stale_commitment'] : [404, 'not_found'],
    )
    expect(await rowsOfAda()).toEqual(before)
  },
)

/** Every way one could try to be somebody else but by a token. */
const CLAIMS = `customerId=${world.customerId}&externalId=ada&sub=ada&customer=ada&merchantId=${merchant.id}`
const HEADERS = {
  'X-Customer-Id': world.customerId,
  'X-User-Id': 'ada',
  'X-Forwarded-User': 'ada',
  Cookie: 'sub=ada',
}

describe('whose token it is decides, whatever else is said', () => {
  test.each(routes.filter(({ method }) => method === 'GET'))('$id', async route => {
    const address = addressOf(route, world)
    const plain = await merchant.sendAs('hedy', 'GET', address)
    const claimed = await merchant.sendAs('hedy', 'GET', `${address}?${CLAIMS}`, undefined, {
      headers: HEADERS,
    })
    expect([claimed.status, claimed.text]).toEqual([200, plain.text])
  })

  test.each(routes.filter(({ method }) => method !== 'GET'))('$id', async route => {
    const before = await rowsOfAda()
    const body = textOf(bodiesOf(route, world)[0])
    await merchant.sendAs('hedy', route.method, `${addressOf(route, world)}?${CLAIMS}`, body, {
      ...{ headers: HEADERS, idempotencyKey: `${route.id}-claimed` },
    })
    expect(await rowsOfAda()).toEqual(before)
  })
})
