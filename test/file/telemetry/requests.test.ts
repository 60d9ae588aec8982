import { DrizzleQueryError } from 'drizzle-orm/errors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../api/app'
import type { Platform } from '../../../api/http/call'
import type { Store } from '../../../api/store/store'
import { openTestApp, type TestApp } from '../../api/app'
import type { TestMerchant } from '../../api/merchant'
import { type Entry, listen } from './listening'

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
  merchant = await app.createMerchant({ allowedOrigins: ['https://shop.example'] })
})
afterAll(() => app.close())

/** What is said while the app of a test answers one request. */
async function saidOf(path: string, init: RequestInit = {}, changed: Partial<Platform> = {}) {
  const { log, entries } = listen()
  const reply = await createApp({ ...app.platform, log, ...changed }).request(path, init)
  await reply.text()
  return { entries, entry: entries[0], requestId: reply.headers.get('X-Request-Id') }
}

const asServer = () => ({ Authorization: `Bearer ${merchant.secretKey}` })

/** A store on which a method fails as a driver does. */
const failing = (method: 'read' | 'write', message: string): Partial<Platform> => {
  const cause = Object.assign(new Error(message), { code: 'SQLITE_CORRUPT' })
  const fails = () => Promise.reject(new DrizzleQueryError('INSERT …', ['ada@example.com'], cause))
  return { openStore: () => ({ ...app.store, [method]: fails }) as Store }
}

describe('a request', () => {
  test('is one line, with the pattern of its route and whose key it came with', async () => {
    const { entries, requestId } = await saidOf('/v1/customers?externalId=ada', { headers: asServer() })
    expect(entries).toEqual([
      {
        ...{ level: 'info', method: 'GET', route: '/v1/customers', status: 200, refusal: undefined },
        ...{ requestId, merchantId: merchant.id, message: 'GET /v1/customers 200' },
        durationMs: expect.any(Number),
      },
    ])
  })

  test.each([
    ['/v1/customers/ada@example.com', '/v1/customers/:id'],
    ['/v1/orders/1042-secret', '/v1/orders/:externalId'],
    ['/v1/codes/GIFT-0000-0000-0000-0', '/v1/*'],
    ['/ada@example.com', '/*'],
    ['/v1/keys?key=pk_ada@example.com', '/v1/keys'],
  ])('at %s is one at %s', async (path, route) => {
    const { entry } = await saidOf(path, { headers: asServer() })
    expect(entry?.route).toBe(route)
    expect(JSON.stringify(entry)).not.toMatch(/ada@|1042-secret|GIFT/)
  })

  test('that is refused is a warning, with the code of its problem', async () => {
    const { entry } = await saidOf('/v1/keys')
    expect(entry).toMatchObject({ level: 'warn', status: 401, refusal: 'unauthenticated' })
    expect(entry).not.toHaveProperty('stack')
  })

  test('that a middleware refuses is one of its route all the same', async () => {
    const { entry } = await saidOf('/v1/customers', { method: 'POST', body: '{' })
    expect(entry).toMatchObject({ route: '/v1/customers', status: 415, refusal: 'unsupported_media_type' })
  })

  test('of a probe is of no interest while all is well', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect((await saidOf(path)).entry).toMatchObject({ level: 'debug', route: path, status: 200 })
  })

  test('that fails is an error with its stack, and none of the values it was about', async () => {
    const { entries, entry } = await saidOf(
      '/v1/keys',
      { headers: asServer() },
      failing('read', 'disk image is malformed'),
    )
    expect(entry).toMatchObject({ level: 'error', status: 500, refusal: 'internal', code: 'SQLITE_CORRUPT' })
    expect(entry?.stack).toMatch(/caused by Error: disk image is malformed\n {4}at /)
    expect(JSON.stringify(entries)).not.toMatch(/ada@|INSERT/)
    expect(entries).toHaveLength(1)
  })

  test('is counted as it is said', async () => {
    const counted: unknown[] = []
    const { entry } = await saidOf('/v1/keys', {}, { answered: request => counted.push(request) })
    const { level: _, message: __, ...request } = entry as Entry
    expect(counted).toEqual([request])
  })
})

describe('an import', () => {
  const line = JSON.stringify({
    ...{ type: 'order', externalId: 'o1', customer: { externalId: 'ada' }, status: 'paid' },
    ...{ placedAt: '2026-01-05T10:00:00Z', currency: 'GBP', total: 100 },
    lines: [{ lineId: '1', sku: 'MUG', quantity: 1, amount: 100 }],
  })
  const post = () => ({
    ...{ method: 'POST', body: `${line}\n` },
    headers: { ...asServer(), 'Content-Type': 'application/x-ndjson' },
  })

  test('is said at its end', async () => {
    const { entries } = await saidOf('/v1/orders/import', post())
    expect(entries).toMatchObject([{ level: 'info', route: '/v1/orders/import', status: 200 }])
  })

  test('that fails on the way is an error, though its status had gone out', async () => {
    const { entries } = await saidOf('/v1/orders/import', post(), failing('write', 'disk is full'))
    expect(entries).toMatchObject([{ level: 'error', route: '/v1/orders/import', status: 200 }])
    expect(entries[0]?.stack).toContain('caused by Error: disk is full')
    expect(JSON.stringify(entries)).not.toContain('ada@')
  })
})
