import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnedCode, Page, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { giveToNewcomers, issueCode, newcomer, TEN_PERCENT } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const MINUTE = 60_000

/** A shopper welcomed with as many codes as there are rules. */
async function welcomed(count: number): Promise<TestMerchant> {
  const shop = await app.createMerchant()
  const earn = { kind: 'reward', reward: TEN_PERCENT, validDays: 30 } as const
  const rules = Array.from({ length: count }, (_, i) => ({
    ...{ id: `rule-${i}`, name: `Rule ${i}`, on: 'customer.created', earn },
  }))
  await shop.setProgram({ rules })
  await shop.send('POST', '/v1/customers', { externalId: 'ada' })
  return shop
}

const list = (shop: TestMerchant, query = '') =>
  shop.sendAs<Page<OwnedCode>>('ada', 'GET', `/v1/me/codes${query}`)

describe('listOwnedCodes', () => {
  it('shows a shopper the code with its token', async () => {
    const { shop, code } = await issueCode(app)
    const { body, status } = await list(shop)
    expect(status).toBe(200)
    expect(body).toEqual({ data: [code], nextCursor: null })
    expect(code).toMatchObject({ status: 'issued', reward: TEN_PERCENT })
    expect(code.code).toMatch(/^LAUREL(-[0-9A-Z]{4}){3}-[0-9A-Z]$/)
    const { body: jwks } = await app.request<JSONWebKeySet>('GET', '/.well-known/jwks.json')
    const { payload } = await jwtVerify(code.token, createLocalJWKSet(jwks), {
      audience: shop.id,
      typ: 'laurel-reward+jwt',
      currentDate: new Date(app.clock.now),
    })
    expect(payload).toMatchObject({ jti: code.code, reward: TEN_PERCENT })
  })

  it('shows what has become of a code', async () => {
    const { shop, change } = await issueCode(app)
    await change('redeem', { orderId: '1042' })
    expect((await list(shop)).body.data).toMatchObject([{ status: 'redeemed' }])
  })

  it('goes through all codes once, newest first', async () => {
    const shop = await welcomed(7)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { body } = await list(shop, `?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`)
      expect(body.data.length).toBe(cursor === null || seen.length === 3 ? 3 : 1)
      seen.push(...body.data.map(({ id }) => id))
      cursor = body.nextCursor
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(7)
    expect(seen).toEqual([...seen].sort().reverse())
  })

  it('shows nobody the codes of others', async () => {
    const shop = await app.createMerchant()
    await giveToNewcomers(shop, TEN_PERCENT)
    const ada = await newcomer(shop, 'ada')
    const bob = await newcomer(shop, 'bob')
    expect((await list(shop)).body.data.map(({ id }) => id)).toEqual([ada.code.id])
    expect(bob.code.id).not.toBe(ada.code.id)
    expect((await shop.sendAs('nobody yet', 'GET', '/v1/me/codes')).body).toEqual({
      data: [],
      nextCursor: null,
    })
  })

  it('refuses a token that has expired, and a cursor of another list', async () => {
    const { shop } = await issueCode(app)
    const wrong = await shop.sendAs<Problem>('ada', 'GET', '/v1/me/codes?cursor=NQ')
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid_request'])
    const key = await shop.customerToken('ada')
    app.clock.now += 11 * MINUTE
    const path = `/v1/me/codes?key=${shop.publishableKey}`
    const late = await app.request<Problem>('GET', path, { key })
    expect([late.status, late.body.code]).toEqual([401, 'token_expired'])
  })
})
