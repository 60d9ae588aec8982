import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem, Storefront } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const PAGE = 'https://shop.example'

async function raw(path: string, init: RequestInit): Promise<{ status: number; problem: Problem }> {
  const reply = await app.app.request(path, init)
  expect(reply.headers.get('Content-Type')).toBe('application/problem+json')
  return { status: reply.status, problem: (await reply.json()) as Problem }
}

describe('a problem', () => {
  test('answers what is not there, with the id of the request', async () => {
    const { status, problem } = await raw('/v1/nothing', { headers: { 'X-Request-Id': 'mine-1' } })
    expect([status, problem.code, problem.requestId]).toEqual([404, 'not_found', 'mine-1'])
  })

  test.each([
    ['broken JSON', '{', 'application/json', 400, 'invalid_json'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'application/json', 400, 'invalid_json'],
    ['another content type', '{}', 'text/plain', 415, 'unsupported_media_type'],
    ['a body too large', `{"name":"${'x'.repeat(600_000)}"}`, 'application/json', 413, 'body_too_large'],
  ] as const)('answers %s', async (_, body, type, expected, code) => {
    const merchant = await app.createMerchant()
    const headers = { Authorization: `Bearer ${merchant.secretKey}`, 'Content-Type': type }
    const { status, problem } = await raw('/v1/customers', { method: 'POST', headers, body })
    expect([status, problem.code]).toEqual([expected, code])
  })

  test('names each field that is wrong', async () => {
    const merchant = await app.createMerchant()
    const { body } = await merchant.send<Problem>('POST', '/v1/customers', { externalId: '', nickname: 'x' })
    expect(body.code).toBe('invalid_request')
    expect(body.errors?.map(({ path }) => path)).toContain('externalId')
  })

  test('of our own making says only its request id', async () => {
    const merchant = await app.createMerchant()
    await app.setBroken(true)
    const { status, text } = await merchant.send('GET', '/v1/keys')
    await app.setBroken(false)
    expect(status).toBe(500)
    expect(text).not.toContain('fire')
    expect(JSON.parse(text).requestId).toMatch(/^req_/)
  })
})

describe('a credential', () => {
  test.each([
    ['none', undefined, 401],
    ['made up', `sk_test_${'0'.repeat(26)}_${'a'.repeat(43)}`, 401],
    ['the admin key', 'admin_of_the_tests_0123456789', 401],
  ])('that is %s is refused', async (_, key, expected) => {
    expect((await app.request('GET', '/v1/keys', { key })).status).toBe(expected)
  })

  test('of a page does not open what is a server’s', async () => {
    const merchant = await app.createMerchant()
    expect((await app.request('GET', '/v1/keys', { key: merchant.publishableKey })).status).toBe(403)
  })

  test('revoked works no more; rolled, it works for the overlap', async () => {
    const merchant = await app.createMerchant()
    const { body: page } = await merchant.send<{ data: { id: string; kind: string }[] }>('GET', '/v1/keys')
    const own = page.data.find(({ kind }) => kind === 'secret')?.id
    const rolled = await merchant.send<{ key: string; id: string }>('POST', `/v1/keys/${own}/roll`, {
      overlapSeconds: 60,
    })
    const status = async (key: string) => (await app.request('GET', '/v1/keys', { key })).status
    expect([await status(merchant.secretKey), await status(rolled.body.key)]).toEqual([200, 200])
    app.clock.now += 61_000
    expect([await status(merchant.secretKey), await status(rolled.body.key)]).toEqual([401, 200])
    await app.request('DELETE', `/v1/keys/${rolled.body.id}`, { key: rolled.body.key })
    expect(await status(rolled.body.key)).toBe(401)
  })
})

describe('a page', () => {
  const storefront = (key: string, origin: string, method = 'GET') =>
    app.app.request(`/v1/storefront?key=${key}`, { method, headers: { Origin: origin } })

  test('reads from an origin its key is bound to', async () => {
    const merchant = await app.createMerchant({ allowedOrigins: [PAGE] })
    const preflight = await storefront(merchant.publishableKey, PAGE, 'OPTIONS')
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key')
    const reply = await storefront(merchant.publishableKey, PAGE)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE)
    expect(reply.headers.get('Vary')).toContain('Origin')
  })

  test('of another origin gets neither reply nor leave', async () => {
    const merchant = await app.createMerchant({ allowedOrigins: [PAGE] })
    const preflight = await storefront(merchant.publishableKey, 'https://evil.example', 'OPTIONS')
    const reply = await storefront(merchant.publishableKey, 'https://evil.example')
    expect([preflight, reply].map(each => each.headers.get('Access-Control-Allow-Origin'))).toEqual([
      null,
      null,
    ])
    expect(reply.status).toBe(403)
  })

  test('can read why it was refused, also before anything was looked at', async () => {
    const merchant = await app.createMerchant({ allowedOrigins: [PAGE] })
    const path = `/v1/me/spins?key=${merchant.publishableKey}`
    const reply = await app.app.request(path, { method: 'POST', headers: { Origin: PAGE }, body: '{' })
    expect([reply.status, reply.headers.get('Access-Control-Allow-Origin')]).toEqual([415, PAGE])
  })

  test('is told 304 while the programme stands, and the new one when it changes', async () => {
    const merchant = await app.createMerchant()
    const get = (headers = {}) =>
      app.request<Storefront>('GET', `/v1/storefront?key=${merchant.publishableKey}`, { headers })
    const etag = (await get()).headers.get('ETag') ?? ''
    expect((await get({ 'If-None-Match': etag })).status).toBe(304)
    await merchant.setProgram({ name: 'Another name' })
    expect((await get({ 'If-None-Match': etag })).body.program.name).toBe('Another name')
  })
})

test('the public keys, the document and the health of the server are open to all', async () => {
  for (const path of ['/.well-known/jwks.json', '/openapi.json', '/healthz', '/readyz'])
    expect((await app.request('GET', path)).status).toBe(200)
  const { text } = await app.request('GET', '/.well-known/jwks.json')
  expect(JSON.parse(text).keys[0]).not.toHaveProperty('d')
})
