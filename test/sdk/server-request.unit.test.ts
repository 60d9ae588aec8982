import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLaurelServer, LaurelError } from '../../sdk/server'
import { fakeApi, MERCHANT, problem, SECRET_KEY } from './server-fake'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const order = {
  externalId: '1042',
  customer: { externalId: '17850' },
  status: 'paid' as const,
  placedAt: '2026-11-22T10:00:00Z',
  currency: 'GBP',
  lines: [{ lineId: '1', sku: '22423', quantity: 1, amount: 1275 }],
  total: 1275,
}

/** Runs all waits between attempts at once. */
async function settle<T>(promise: Promise<T>): Promise<T | LaurelError> {
  const outcome = promise.catch((error: LaurelError) => error)
  await vi.runAllTimersAsync()
  return outcome
}

describe('one request', () => {
  test('carries the secret key, a JSON body and an idempotency key', async () => {
    const { laurel, calls } = fakeApi([{ id: 'ord_1' }])
    expect(await laurel.orders.upsert(order)).toEqual({ id: 'ord_1' })
    expect(calls[0]).toMatchObject({ method: 'POST', url: 'http://laurel.test/v1/orders', body: order })
    expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${SECRET_KEY}`)
    expect(calls[0]?.headers.get('content-type')).toBe('application/json')
    expect(calls[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('keeps the idempotency key it is given', async () => {
    const { laurel, calls } = fakeApi([{}])
    await laurel.customers.adjust('cus_1', { points: 5, reason: 'Sorry' }, { idempotencyKey: 'ticket-7' })
    expect(calls[0]?.headers.get('idempotency-key')).toBe('ticket-7')
  })

  test('leaves out query fields that are not set', async () => {
    const { laurel, calls } = fakeApi([{ data: [], nextCursor: null }])
    await laurel.customers.list({ email: 'a+b@example.com', cursor: undefined })
    expect(calls[0]?.url).toBe('http://laurel.test/v1/customers?email=a%2Bb%40example.com')
    expect(calls[0]?.headers.has('content-type')).toBe(false)
  })

  test('escapes ids in the address', async () => {
    const { laurel, calls } = fakeApi([{}])
    await laurel.orders.get('2026/11 #1?')
    expect(calls[0]?.url).toBe('http://laurel.test/v1/orders/2026%2F11%20%231%3F')
  })

  test.each(['', '.', '..'])('refuses the id "%s", which would name another address', id => {
    const { laurel, calls } = fakeApi([{}])
    expect(() => laurel.orders.get(id)).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
    expect(calls).toHaveLength(0)
  })

  test('sends the version a change is based on', async () => {
    const { laurel, calls } = fakeApi([{}])
    await laurel.program.put({ name: 'Club' }, { ifVersion: 3 })
    expect(calls[0]?.headers.get('if-match')).toBe('"3"')
  })

  test('reads an empty reply', async () => {
    const { laurel } = fakeApi([new Response(null, { status: 204 })])
    expect(await laurel.wheels.delete('whl_1')).toBeUndefined()
  })

  test('reads the merchant from the secret key', () => {
    expect(createLaurelServer({ secretKey: SECRET_KEY }).merchantId).toBe(MERCHANT)
    expect(() => createLaurelServer({ secretKey: 'pk_test_x' })).toThrow(LaurelError)
  })
})

describe('what goes wrong', () => {
  test('becomes a LaurelError with the stable code', async () => {
    const { laurel } = fakeApi([
      problem(422, 'totals_differ', { errors: [{ path: 'total', message: 'must be 1275' }] }),
    ])
    expect(await settle(laurel.orders.upsert(order))).toMatchObject({
      name: 'LaurelError',
      status: 422,
      code: 'totals_differ',
      detail: 'in words',
      requestId: 'req_1',
      errors: [{ path: 'total', message: 'must be 1275' }],
    })
  })

  test('a reply that is not from Laurel is unexpected', async () => {
    const { laurel } = fakeApi([new Response('<h1>Hello</h1>')])
    expect(await settle(laurel.program.get())).toMatchObject({ code: 'unexpected_reply', status: 200 })
  })

  test.each([
    ['a lost connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['503', () => problem(503, 'busy')],
    ['429', () => problem(429, 'rate_limited', {}, { 'retry-after': '2' })],
    ['a first attempt that still runs', () => problem(409, 'request_in_progress')],
    ['a gateway', () => new Response('bad gateway', { status: 502 })],
  ])('is tried again with the same key and body after %s', async (_, failure) => {
    const { laurel, calls } = fakeApi([failure, failure, { id: 'ord_1' }])
    expect(await settle(laurel.orders.upsert(order))).toEqual({ id: 'ord_1' })
    expect(calls).toHaveLength(3)
    expect(new Set(calls.map(call => call.headers.get('idempotency-key'))).size).toBe(1)
    expect(calls[2]?.body).toEqual(order)
  })

  test.each([
    ['a refusal', () => problem(409, 'code_redeemed')],
    ['our own fault', () => problem(500, 'internal')],
    ['a lock-out for wrong codes', () => problem(429, 'too_many_attempts', {}, { 'retry-after': '1' })],
    ['a wait longer than the time-out', () => problem(429, 'rate_limited', {}, { 'retry-after': '600' })],
  ])('is not tried again after %s', async (_, failure) => {
    const { laurel, calls } = fakeApi([failure, {}])
    expect(await settle(laurel.codes.redeem('ABCD', { orderId: '1' }))).toBeInstanceOf(LaurelError)
    expect(calls).toHaveLength(1)
  })

  test('gives up after the last retry and says why', async () => {
    const { laurel, calls } = fakeApi(Array(9).fill(() => Promise.reject(new TypeError('fetch failed'))))
    expect(await settle(laurel.program.get())).toMatchObject({ code: 'network_error', status: 0 })
    expect(calls).toHaveLength(4)
  })

  test('ends an attempt that takes too long', async () => {
    vi.useRealTimers()
    const hang = (signal: AbortSignal | null | undefined) =>
      new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const { laurel, calls } = fakeApi([hang, hang], { timeoutMs: 20, retries: 0 })
    await expect(laurel.program.get()).rejects.toMatchObject({ code: 'timeout', status: 0 })
    expect(calls).toHaveLength(1)
  })
})
