import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem, Reward, VerifiedCode } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('verify', () => {
  it('says what a code is worth and spends nothing', async () => {
    const { shop, code, lines } = await issueCode(app)
    const { status, body } = await shop.send<VerifiedCode>('POST', '/v1/codes/verify', { code: code.code })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: code.id, status: 'issued', redeemable: true, reason: null })
    expect(await lines()).toEqual([])
  })

  it('names the problem that redeem would answer', async () => {
    const { shop, code, change, later } = await issueCode(app, { validDays: 1 })
    const reason = async () => {
      const { body } = await shop.send<VerifiedCode>('POST', '/v1/codes/verify', { code: code.code })
      expect(body.redeemable).toBe(body.reason === null)
      return body.reason
    }
    await change('reserve', { orderId: '1042' })
    expect(await reason()).toBe('code_reserved')
    await change('redeem', { orderId: '1042' })
    expect(await reason()).toBe('code_redeemed')
    await change('rollback', { orderId: '1042' })
    expect(await reason()).toBeNull()
    await later(24 * 60)
    expect(await reason()).toBe('code_expired')
    await change('void', {})
    expect(await reason()).toBe('code_void')
  })

  it('measures the order against the minimum spend', async () => {
    const reward: Reward = { kind: 'freeShipping', currency: 'GBP', minimumSpend: 5000 }
    const { shop, code } = await issueCode(app, { reward })
    const reason = async (orderTotal?: unknown) => {
      const asked = { code: code.code, orderTotal }
      const { body } = await shop.send<VerifiedCode>('POST', '/v1/codes/verify', asked)
      return body.reason
    }
    expect(await reason()).toBe('invalid_request')
    expect(await reason({ amount: 9000, currency: 'EUR' })).toBe('invalid_request')
    expect(await reason({ amount: 4999, currency: 'GBP' })).toBe('minimum_spend')
    expect(await reason({ amount: 5000, currency: 'GBP' })).toBeNull()
  })

  it('is for the merchant alone', async () => {
    const { shop, code } = await issueCode(app)
    const body = { code: code.code }
    const as = (key: string) => app.request<Problem>('POST', '/v1/codes/verify', { key, body })
    expect((await as(shop.publishableKey)).body.code).toBe('forbidden')
    expect((await as(await shop.customerToken('ada'))).body.code).toBe('unauthenticated')
  })
})
