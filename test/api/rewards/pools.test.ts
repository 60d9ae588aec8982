import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pool, Pools, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { giveToNewcomers, newcomer } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const CSV = { 'Content-Type': 'text/csv; charset=utf-8' }

const upload = <Body = Pool>(shop: TestMerchant, text: string, headers: Record<string, string> = CSV) =>
  shop.send<Body>('POST', '/v1/pools/summer/codes', text, { headers })

describe('a CSV of codes', () => {
  it('fills a pool as JSON does', async () => {
    const shop = await app.createMerchant()
    const text = '\uFEFFcampaign;code\r\nsummer;sun-1\r\n\r\nsummer;"sun ""2"""\r\n'
    const { status, body } = await upload(shop, text)
    expect([status, body]).toEqual([201, { pool: 'summer', codes: 2, left: 2 }])
    await giveToNewcomers(shop, { kind: 'pool', pool: 'summer', name: 'Summer voucher' })
    expect((await newcomer(shop, 'ada')).code.code).toBe('sun-1')
    expect((await newcomer(shop, 'bob')).code.code).toBe('sun "2"')
  })

  it('takes ten thousand lines, and no more', async () => {
    const shop = await app.createMerchant()
    const lines = Array.from({ length: 10_000 }, (_, i) => `SUN-${i}`)
    expect((await upload(shop, lines.join('\n'))).body).toMatchObject({ left: 10_000 })
    const { status, body } = await upload<Problem>(shop, [...lines, 'SUN-X'].join('\n'))
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'codes'])
    expect((await upload(shop, `${'x'.repeat(64)}\n`.repeat(9000))).status).toBe(413)
  })

  it.each([
    ['a code twice', 'sun-1\nSUN 1\n', 'codes.1'],
    ['a code that is too long', `sun-1\n${'x'.repeat(65)}\n`, 'codes.1'],
    ['a row without a code', 'id,code\n1,sun-1\n2,\n', 'codes.1'],
    ['no code', 'code\n', 'codes'],
    ['an open quote', 'sun-1\n"sun-2\n', 'codes.1'],
  ])('with %s is refused, and changes nothing', async (_, text, path) => {
    const shop = await app.createMerchant()
    const { status, body } = await upload<Problem>(shop, text)
    expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, 'invalid_request', path])
    expect((await shop.send<Pools>('GET', '/v1/pools')).body.data).toEqual([])
  })

  it('has to be UTF-8', async () => {
    const shop = await app.createMerchant()
    const response = await app.app.request('/v1/pools/summer/codes', {
      method: 'POST',
      headers: { ...CSV, Authorization: `Bearer ${shop.secretKey}` },
      body: new Uint8Array([0x73, 0xfc, 0x64]),
    })
    expect(response.status).toBe(400)
  })

  it('is taken once under one Idempotency-Key', async () => {
    const shop = await app.createMerchant()
    const send = (text: string) =>
      shop.send('POST', '/v1/pools/summer/codes', text, { headers: CSV, idempotencyKey: 'once' })
    const first = await send('sun-1\n')
    expect(await send('sun-1\n')).toMatchObject({ status: 201, text: first.text })
    expect((await send('sun-2\n')).status).toBe(422)
  })

  it('is no body for any other address, nor is plain text here', async () => {
    const shop = await app.createMerchant()
    expect((await shop.send('POST', '/v1/customers', 'ada', { headers: CSV })).status).toBe(415)
    expect((await upload(shop, 'sun-1', { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await upload(shop, 'sun-1', { 'Content-Type': 'text/csvx' })).status).toBe(415)
  })
})

describe('the pools', () => {
  it('are listed with what they were given and what is left, to their merchant', async () => {
    const [shop, other] = [await app.createMerchant(), await app.createMerchant()]
    await shop.send('POST', '/v1/pools/winter/codes', { codes: ['ice-1'] })
    await upload(shop, 'sun-1\nsun-2\n')
    await giveToNewcomers(shop, { kind: 'pool', pool: 'summer', name: 'Summer voucher' })
    await newcomer(shop, 'ada')
    expect((await shop.send('GET', '/v1/pools')).body).toEqual({
      data: [
        { pool: 'summer', codes: 2, left: 1 },
        { pool: 'winter', codes: 1, left: 1 },
      ],
    })
    expect((await other.send('GET', '/v1/pools')).body).toEqual({ data: [] })
  })
})
