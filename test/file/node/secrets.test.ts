import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me, OwnedCode, Page, Wheel } from '../../../sdk/contract'
import type { Options } from '../../api/app'
import type { TestMerchant } from '../../api/merchant'
import { type House, type NodeServer, openHouse } from './server'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.clear())

const TEN_OFF = { kind: 'amount', amount: 1000, currency: 'GBP' } as const
const PERSON = ['ada.lovelace@example.com', 'Ada Lovelace', 'ada-1815', 'gus@example.com', '203.0.113.77']

/** By their looks: JSON Web Tokens, keys, secrets and reward codes. */
const SECRETS = [
  /eyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /\b[ps]k_(?:test|live)_[\w-]+/g,
  /\bwhsec_[\w+/=]+/g,
  /\bLAUREL(?:-[0-9A-Z]{4}){3}-[0-9A-Z]\b/g,
]

/** Everything that went over the wire in either direction, so that what is looked for is what there was. */
function overheard({ request }: NodeServer): { wire: string[]; request: NodeServer['request'] } {
  const wire: string[] = []
  return {
    wire,
    async request(method, path, options: Options = {}) {
      const answer = await request<never>(method, path, options)
      wire.push(JSON.stringify([path, options]), answer.text)
      return answer
    },
  }
}

async function set(merchant: TestMerchant): Promise<void> {
  await merchant.send('PUT', '/v1/program', {
    name: 'Laurel Club',
    codePrefix: 'LAUREL',
    guests: { terms: '2026-11', termsUrl: 'https://shop.example/terms' },
    rules: [
      { id: 'code', name: 'Welcome', on: 'customer.created', earn: { kind: 'reward', reward: TEN_OFF } },
      { id: 'spin', name: 'A spin', on: 'customer.created', earn: { kind: 'spins', spins: 1 } },
    ],
  })
  await merchant.send('POST', '/v1/webhooks', {
    url: 'https://shop.example/hooks',
    types: ['referral.completed'],
  })
  await merchant.send('POST', '/v1/identity-secrets', {})
}

async function shop(merchant: TestMerchant): Promise<string> {
  const person = { externalId: PERSON[2], email: PERSON[0], name: PERSON[1] }
  await merchant.send('POST', '/v1/customers', person)
  const prizes = ['a', 'b'].map(id => ({ id, name: id, award: TEN_OFF, weight: 1 }))
  const { body: wheel } = await merchant.send<Wheel>('POST', '/v1/wheels', { name: 'Wheel', prizes })
  const spin = { wheelId: wheel.id, clientSeed: 'paper boat' }
  await merchant.sendAs('ada-1815', 'POST', '/v1/me/spins', spin, { idempotencyKey: 'spin' })
  const { body } = await merchant.sendAs<Page<OwnedCode>>('ada-1815', 'GET', '/v1/me/codes')
  const code = body.data[0]?.code ?? ''
  await merchant.send('POST', `/v1/codes/${code}/redeem`, { orderId: '9' })
  await merchant.send('POST', `/v1/codes/${code}/redeem`, { orderId: '10' })
  await merchant.sendAs<Me>('ada-1815', 'GET', '/v1/me')
  return code
}

/** Requests that are refused, each with something in it that is nobody's business. */
async function err(server: Pick<NodeServer, 'request'>, merchant: TestMerchant, code: string): Promise<void> {
  const token = await merchant.customerToken('ada-1815')
  const key = merchant.secretKey
  const page = `?key=${merchant.publishableKey}`
  await server.request('GET', `/v1/me${page}`, { key: `${token}x` })
  await server.request('GET', `/v1/me${page}&token=${token}`, { key })
  await server.request('GET', `/v1/${code}/${PERSON[0]}`)
  await server.request('POST', `/v1/guests${page}`, { body: { email: PERSON[3], consent: { terms: 'old' } } })
  await server.request('POST', `/v1/guests${page}`, {
    body: { email: PERSON[3], consent: { terms: '2026-11' } },
  })
  await server.request('POST', '/v1/customers', { key, body: `{"name":"${PERSON[1]}"` })
  await server.request('POST', '/v1/customers', { key, body: { externalId: PERSON[0], [code]: token } })
  await server.request('POST', '/v1/merchants', { key: `${key}x`, body: { name: PERSON[1] } })
  await server.request('GET', '/v1/keys', { headers: { 'X-Request-Id': PERSON[0] ?? '' } })
  const line = JSON.stringify({ type: 'order', externalId: code, customer: { email: PERSON[0] } })
  await server.request('POST', '/v1/orders/import', {
    ...{ key, body: `${line}\n{"${token}"` },
    headers: { 'Content-Type': 'application/x-ndjson' },
  })
}

test('what passes through is in no line of the log, though all is said that there is to say', async () => {
  const server = await house.start({ LOG_LEVEL: 'debug', TRUST_PROXY: '1' })
  const { wire, request } = overheard(server)
  const proxied: NodeServer['request'] = (method, path, options = {}) =>
    request(method, path, { ...options, headers: { ...options.headers, 'X-Forwarded-For': '203.0.113.77' } })
  const merchant = await server.createMerchant(proxied)
  await set(merchant)
  await err({ request: proxied }, merchant, await shop(merchant))
  await server.stop()
  const passed = SECRETS.map(looks => [...new Set(wire.join('\n').match(looks))])
  for (const each of passed) expect(each.length).toBeGreaterThan(0)
  const said = server.said()
  const secrets = [...passed.flat(), merchant.identitySecret, ...Object.values(house.secrets), ...PERSON]
  expect(secrets.filter(each => said.includes(each))).toEqual([])
  for (const person of PERSON) expect(wire.join('\n')).toContain(person)
  expect(said.trim().split('\n')).toHaveLength(wire.length / 2 + 1)
  for (const status of [200, 201, 400, 401, 404, 409]) expect(said).toContain(`"status":${status}`)
})
