import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Code, Problem, Reward } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode, TEN_PERCENT } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const now = () => new Date(app.clock.now).toISOString()

describe('redeem', () => {
  it('spends a code that nobody reserved', async () => {
    const { shop, code, customer, change } = await issueCode(app)
    await shop.setClock(app.clock.now)
    const { status, body } = await change<Code>('redeem', { orderId: '1042' })
    expect(status).toBe(200)
    expect(body).toEqual({
      id: code.id,
      code: code.code,
      status: 'redeemed',
      reward: TEN_PERCENT,
      customerId: customer.id,
      issuedAt: code.issuedAt,
      expiresAt: code.expiresAt,
      reservedUntil: null,
      orderId: '1042',
      redeemedAt: now(),
    })
  })

  it('answers its order the same again and writes one line', async () => {
    const { change, lines, later } = await issueCode(app)
    const first = await change('redeem', { orderId: '1042' })
    await later(60)
    const again = await change('redeem', { orderId: '1042' })
    expect(again.status).toBe(200)
    expect(again.text).toBe(first.text)
    const [line, ...others] = await lines()
    expect(others).toEqual([])
    expect(line).toMatchObject({ kind: 'redeem', points: 0, spins: 0, at: now() })
    expect(line?.note).toEqual({ name: 'percent', code: expect.stringMatching(/^.{4}$/), order: '1042' })
  })

  it('refuses a code that another order has used', async () => {
    const { change } = await issueCode(app)
    await change('redeem', { orderId: '1042' })
    const other = await change<Problem>('redeem', { orderId: '1043' })
    expect([other.status, other.body.code]).toEqual([409, 'code_redeemed'])
  })

  it('lets one of a hundred orders at once have the code', async () => {
    const { change, lines } = await issueCode(app)
    const orders = Array.from({ length: 100 }, (_, i) => change('redeem', { orderId: `order-${i}` }))
    const answers = await Promise.all(orders)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['code_redeemed']))
    expect(await lines()).toHaveLength(1)
  })

  it('answers one order that asks a hundred times at once', async () => {
    const { change, lines } = await issueCode(app)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => change('redeem', { orderId: '1042' })),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await lines()).toHaveLength(1)
  })

  it('takes a code as people type it', async () => {
    const { shop, code } = await issueCode(app)
    const spoken = ` ${code.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`
    const typed = encodeURIComponent(spoken)
    const { status } = await shop.send('POST', `/v1/codes/${typed}/redeem`, { orderId: '1042' })
    expect(status).toBe(200)
  })

  it('uses its own reservation, a moment after its end as well', async () => {
    const { change, later } = await issueCode(app)
    await change('reserve', { orderId: '1042', ttlSeconds: 60 })
    await later(2)
    expect((await change('redeem', { orderId: '1042' })).body.status).toBe('redeemed')
  })

  it('refuses its order when another has reserved meanwhile', async () => {
    const { change, later } = await issueCode(app)
    await change('reserve', { orderId: '1042', ttlSeconds: 60 })
    await later(2)
    await change('reserve', { orderId: '1043' })
    const late = await change<Problem>('redeem', { orderId: '1042' })
    expect([late.status, late.body.code]).toEqual([409, 'code_reserved'])
  })

  it('refuses a code from the instant it expires', async () => {
    const { change, later, lines } = await issueCode(app, { validDays: 1 })
    await later(24 * 60)
    const { status, body } = await change<Problem>('redeem', { orderId: '1042' })
    expect([status, body.code]).toEqual([409, 'code_expired'])
    expect(await lines()).toEqual([])
  })

  it('takes a code that was reserved before it expired', async () => {
    const { change, later } = await issueCode(app, { validDays: 1 })
    await later(24 * 60 - 1)
    await change('reserve', { orderId: '1042', ttlSeconds: 600 })
    await later(24 * 60 + 5)
    expect((await change('redeem', { orderId: '1042' })).status).toBe(200)
  })

  it('gives the same bytes again under one idempotency key', async () => {
    const { shop, code } = await issueCode(app)
    const path = `/v1/codes/${code.code}/redeem`
    const send = (orderId: string) => shop.send('POST', path, { orderId }, { idempotencyKey: 'checkout-1' })
    const first = await send('1042')
    const again = await send('1042')
    expect(again.text).toBe(first.text)
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    expect((await send('1043')).status).toBe(422)
  })
})

describe('redeem with a minimum spend', () => {
  const reward: Reward = { kind: 'amount', amount: 500, currency: 'GBP', minimumSpend: 5000 }

  it.each([
    ['no total', undefined, 400, 'invalid_request'],
    ['another currency', { amount: 9000, currency: 'EUR' }, 400, 'invalid_request'],
    ['a smaller total', { amount: 4999, currency: 'GBP' }, 409, 'minimum_spend'],
  ])('refuses %s', async (_, orderTotal, status, problem) => {
    const { change } = await issueCode(app, { reward })
    const refused = await change<Problem>('redeem', { orderId: '1042', orderTotal })
    expect([refused.status, refused.body.code]).toEqual([status, problem])
    if (status === 400) expect(refused.body.errors).toMatchObject([{ path: 'orderTotal' }])
  })

  it('takes an order of exactly as much', async () => {
    const { change } = await issueCode(app, { reward })
    const orderTotal = { amount: 5000, currency: 'GBP' }
    expect((await change('redeem', { orderId: '1042', orderTotal })).status).toBe(200)
  })
})
