import { expect } from 'vitest'
import type { CreatedKey, Customer, ProgramInput, SpinResult, Wheel } from '../../../sdk/contract'
import type { Answer, Options, Served } from '../app'
import { GUESTS, join } from '../guests/guest'
import type { TestMerchant } from '../merchant'
import { textOf } from './bad-values'
import type { Route } from './document'

/** A merchant with one of everything a route can name. */
export interface World {
  test: Served
  merchant: TestMerchant
  customerId: string
  externalId: string
  /** As the links of this customer carry it. */
  slug: string
  orderId: string
  wheelId: string
  visitId: string
  referralId: string
  itemId: string
  redemptionId: string
  keyId: string
  identitySecretId: string
  webhookId: string
  messageId: string
  surveyId: string
  /** Shown and not answered. */
  promptId: string
  responseId: string
  importId: string
  /** Has not become a customer. */
  guestId: string
  guestToken: string
  code: string
  /** Of the next spin. */
  commitment: string
}

export const OPEN_WHEEL = {
  name: 'Winter wheel',
  entry: { free: { count: 10_000, per: 'lifetime' } },
  prizes: ['ten', 'eleven'].map(id => ({
    id,
    name: id,
    award: { kind: 'percent', percent: 10, currency: 'GBP' },
    weight: 1,
  })),
}

/** What the merchant of a world has set. */
export const WORLD_PROGRAM: Partial<ProgramInput> = {
  rules: [{ id: 'event', name: 'Event', on: 'review.published', earn: { kind: 'fixed', points: 5 } }],
  ladder: {
    basis: 'points',
    period: { kind: 'lifetime' },
    tiers: [{ id: 'gold', name: 'Gold', threshold: 1 }],
  },
  referral: { url: 'https://shop.example/' },
  guests: GUESTS,
}

export async function createWorld(test: Served): Promise<World> {
  const merchant = await test.createMerchant()
  await merchant.setProgram(WORLD_PROGRAM)
  const externalId = 'ada'
  const sent = async <T>(method: string, path: string, body: unknown, options?: Options) => {
    const answer = await merchant.send<T>(method, path, body, options)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`)
    return answer.body
  }
  const customer = await sent<Customer>('POST', '/v1/customers', { externalId })
  const wheel = await sent<Wheel>('POST', '/v1/wheels', OPEN_WHEEL)
  const key = await sent<CreatedKey>('POST', '/v1/keys', { kind: 'publishable' })
  const secret = await sent<{ id: string }>('POST', '/v1/identity-secrets', {})
  const webhook = await sent<{ id: string }>('POST', '/v1/webhooks', { url: 'https://shop.example/hooks' })
  const told = await sent<{ messageId: string }>('POST', `/v1/webhooks/${webhook.id}/test`, {})
  const slug = customer.slug ?? ''
  const brought = await referralWorld(test, merchant, slug)
  const own = merchant.id.slice('mer_'.length)
  const [orderId, importId] = [`1042-${own}`, `spring-${own}`]
  await sent('POST', '/v1/orders', paidOrder(orderId, externalId))
  const ndjson = { 'Content-Type': 'application/x-ndjson' }
  await merchant.send('POST', `/v1/orders/import?importId=${importId}`, '', { headers: ndjson })
  const bought = await catalogueWorld(merchant, externalId, customer.id)
  const seeds = { wheelId: wheel.id, clientSeed: 'paper boat' }
  const spin = await merchant.sendAs<SpinResult>(externalId, 'POST', '/v1/me/spins', seeds, {
    idempotencyKey: 'first',
  })
  const asked = await feedbackWorld(merchant, externalId)
  const { id: guestId, token: guestToken } = await join(test, merchant)
  return {
    ...{
      test,
      merchant,
      ...brought,
      externalId,
      slug,
      ...asked,
      orderId,
      customerId: customer.id,
      wheelId: wheel.id,
      keyId: key.id,
    },
    ...{
      ...bought,
      identitySecretId: secret.id,
      webhookId: webhook.id,
      messageId: told.messageId,
      ...{ importId, guestId, guestToken },
      code: spin.body.code?.code ?? '',
      commitment: spin.body.next.commitment,
    },
  }
}

/** A survey that is being asked, and something said before. */
async function feedbackWorld(merchant: TestMerchant, externalId: string) {
  const survey = await merchant.send<{ id: string }>('POST', '/v1/surveys', { name: 'NPS', kind: 'nps' })
  const sent = (path: string, body: object) =>
    merchant.sendAs<{ id: string }>(externalId, 'POST', path, body, { idempotencyKey: path })
  const surveyId = survey.body.id
  const prompt = await sent('/v1/me/prompts', { kind: 'survey', surveyId })
  const response = await sent('/v1/me/feedback', { comment: 'Nice vases' })
  return { surveyId, promptId: prompt.body.id, responseId: response.body.id }
}

/** Something for a point, and one that was bought. */
async function catalogueWorld(merchant: TestMerchant, externalId: string, customerId: string) {
  const gift = { points: 10, reason: 'A gift' }
  await merchant.send('POST', `/v1/customers/${customerId}/adjustments`, gift, { idempotencyKey: 'gift' })
  const { body: item } = await merchant.send<{ id: string }>('POST', '/v1/catalogue', {
    ...{ name: 'Free shipping', price: { kind: 'fixed', points: 1 }, returnDays: 30 },
    gives: { kind: 'freeShipping', currency: 'GBP' },
  })
  const { body } = await merchant.sendAs<{ redemption: { id: string } }>(
    ...([externalId, 'POST', '/v1/me/redemptions', { itemId: item.id }] as const),
    { idempotencyKey: 'redemption' },
  )
  return { itemId: item.id, redemptionId: body.redemption.id }
}

export const paidOrder = (externalId: string, customer: string) => ({
  externalId,
  customer: { externalId: customer },
  status: 'paid',
  placedAt: '2026-03-01T10:00:00Z',
  currency: 'GBP',
  lines: ['1', '2'].map(lineId => ({ lineId, sku: 'MUG', quantity: 2, amount: 2500 })),
  total: 5000,
})

/** A visit nobody has claimed, and a friend who has claimed another. */
async function referralWorld(test: Served, merchant: TestMerchant, slug: string) {
  const visit = (network: string) =>
    test.request<{ visitId: string }>('POST', `/v1/referrals/visits?key=${merchant.publishableKey}`, {
      ...{ body: { slug }, network },
    })
  const [{ body: open }, { body: claimed }] = [await visit('192.0.2.1'), await visit('192.0.2.2')]
  const claim = { visitId: claimed.visitId }
  const { body } = await merchant.sendAs<{ id: string }>('grace', 'POST', '/v1/referrals/claims', claim)
  return { visitId: open.visitId, referralId: body.id }
}

/** The address of a route with this world's own ids in it. */
export function addressOf(route: Route, world: World): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(idOf(route, name, world)))
}

/** What a path parameter names is the folder it stands in. */
export function idOf({ path }: Route, name: string, world: World): string {
  if (name === 'code') return world.code
  if (name === 'pool') return 'partners'
  if (name === 'messageId') return world.messageId
  if (name === 'importId') return world.importId
  if (name === 'externalId') return world.orderId
  if (path.startsWith('/v1/wheels')) return world.wheelId
  if (path.startsWith('/v1/catalogue')) return world.itemId
  if (/^\/v1\/(me\/)?redemptions/.test(path)) return world.redemptionId
  if (path.startsWith('/v1/referrals')) return world.referralId
  if (path.startsWith('/v1/keys')) return world.keyId
  if (path.startsWith('/v1/identity-secrets')) return world.identitySecretId
  if (path.startsWith('/v1/customers')) return world.customerId
  if (path.startsWith('/v1/surveys')) return world.surveyId
  if (path.startsWith('/v1/responses')) return world.responseId
  if (path.startsWith('/v1/me/prompts')) return world.promptId
  if (path.startsWith('/v1/webhooks')) return world.webhookId
  throw new Error(`say here what {${name}} of ${path} is`)
}

interface Sending extends Options {
  address?: string
  /** Sent as it is, instead of the body. */
  text?: string
}

let requests = 0

/** Sends as whoever the route is for. Each request comes from a network of its own, so that nothing is locked out. */
export async function send(
  route: Route,
  world: World,
  body: unknown,
  { address = addressOf(route, world), text = textOf(body), ...options }: Sending = {},
): Promise<Answer<Problemish>> {
  requests += 1
  const idempotencyKey = route.method === 'POST' ? `key-${requests}` : undefined
  const network = `198.51.${requests >> 8}.${requests & 255}`
  const all = { idempotencyKey, network, ...options }
  const { merchant, test } = world
  if (route.who === 'shopper') return merchant.sendAs(world.externalId, route.method, address, text, all)
  if (route.who === 'page')
    return test.request(route.method, `${address}?key=${merchant.publishableKey}`, { ...all, body: text })
  const key = route.who === 'operator' ? test.platform.adminKey : merchant.secretKey
  return test.request(route.method, address, {
    key: route.who === 'anybody' ? undefined : key,
    ...all,
    body: text,
  })
}

export interface Problemish {
  code?: string
  status?: number
  requestId?: string
  errors?: { path: string; message: string }[]
}

/** Rows of every table. Wrong codes are counted on purpose, so that guessing locks out. */
export async function rowCounts({ store }: Pick<Served, 'store'>): Promise<Record<string, number>> {
  const { tables } = await store.read({
    tables: store.db.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'"),
  })
  const counted = tables.filter(({ name }) => name !== 'code_attempts')
  const each = counted.map(({ name }) => `SELECT '${name}' AS name, count(*) AS count FROM "${name}"`)
  const { counts } = await store.read({
    counts: store.db.all<{ name: string; count: number }>(each.join(' UNION ALL ')),
  })
  return Object.fromEntries(counts.map(({ name, count }) => [name, count]))
}

/** A problem as the contract describes it. */
export function expectProblem(answer: Answer<Problemish>, what: string): void {
  expect(answer.status, `${what}: ${answer.text}`).toBeGreaterThanOrEqual(400)
  expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(500)
  expect(answer.headers.get('Content-Type'), what).toBe('application/problem+json')
  expect(answer.body, what).toMatchObject({
    status: answer.status,
    code: expect.any(String),
    requestId: expect.any(String),
  })
}
