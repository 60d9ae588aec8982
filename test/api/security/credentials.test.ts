import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyReward } from '../../../api/rewards/token'
import { openTestApp } from '../app'
import { type OpenApi, type Route, routesOf } from '../bad-input/document'
import { expectProblem } from '../bad-input/world'
import { contentOf } from './content'
import { MERCHANT_CREDENTIALS, OPERATOR_CREDENTIALS } from './server-credentials'
import {
  type BadCredential,
  GUEST_AT_A_CUSTOMERS_DOOR,
  MERGED_GUEST,
  pageCredentials,
  rightCredential,
  SHOPPER_CREDENTIALS,
} from './shopper-credentials'
import { present, type Stage, setStage } from './stage'

const app = await openTestApp()
afterAll(() => app.close())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const routes = routesOf(document)

let stage: Stage
let before: Record<string, string>
beforeAll(async () => {
  stage = await setStage(app)
  before = await contentOf(app)
})

/** What can be wrong with whoever comes to a route. */
function wrongFor({ who, guests }: Route): BadCredential[] {
  if (who === 'operator') return OPERATOR_CREDENTIALS
  if (who === 'merchant') return MERCHANT_CREDENTIALS
  if (who === 'page') return pageCredentials(false)
  return [...SHOPPER_CREDENTIALS, ...(guests ? MERGED_GUEST : GUEST_AT_A_CUSTOMERS_DOOR)]
}

test('nothing in the document is open to everybody', () => {
  expect(routes.filter(({ who }) => who === 'anybody').map(({ id }) => id)).toEqual([])
  expect(new Set(routes.map(({ who }) => who))).toEqual(new Set(['operator', 'merchant', 'page', 'shopper']))
})

describe('what is refused below is refused for what is wrong with it:', () => {
  test('the token is taken that the others differ from in one thing', async () => {
    const route = routes.find(({ method, path }) => method === 'GET' && path === '/v1/me') as Route
    const answer = await present(stage, route, rightCredential(stage))
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({ customer: { externalId: stage.own.externalId } })
  })

  test('the reward token is one, of the same merchant and customer', async () => {
    const expected = { merchantId: stage.own.merchant.id, at: app.clock.now }
    const claims = await verifyReward(stage.rewardToken, app.platform.signingKeys, expected)
    expect(claims).toMatchObject({ sub: stage.own.customerId, aud: stage.own.merchant.id })
  })
})

describe.each(routes)('$id', route => {
  test.each(wrongFor(route))('refuses $what', async ({ present: credential, ...says }) => {
    const answer = await present(stage, route, await credential(stage))
    expect([answer.status, answer.body.code], answer.text).toEqual([says.status, says.code])
    expectProblem(answer, says.what)
  })

  test('changes nothing for any of them', async () => expect(await contentOf(app)).toEqual(before))
})
