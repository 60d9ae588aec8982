import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreatedKey, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { issueCode } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const network = '203.0.113.7'
const wrong = (n: number) => `LAUREL-0000-0000-00${String(n).padStart(2, '0')}-Z`

const verify = (shop: TestMerchant, code: string, from = network) =>
  shop.send<Problem>('POST', '/v1/codes/verify', { code, network: from })

async function guess(shop: TestMerchant, times: number, from = network) {
  for (let n = 0; n < times; n++) expect((await verify(shop, wrong(n), from)).status).toBe(404)
}

describe('a wrong code', () => {
  it('gets one answer whatever is wrong with it', async () => {
    const { shop } = await issueCode(app)
    const { code: foreign } = await issueCode(app)
    const answers = [
      await verify(shop, wrong(1)),
      await verify(shop, 'no code at all'),
      await verify(shop, '---'),
      await verify(shop, foreign.code),
    ]
    for (const { status, body } of answers)
      expect({ ...body, status, requestId: '' }).toEqual({
        type: '/problems/code_not_found',
        title: 'No such code',
        status: 404,
        code: 'code_not_found',
        requestId: '',
      })
  })

  it.each(['%2F', '..%2F..%2Fv1', '%25', '%3Fkey%3D1', '%23', '%E2%98%95', 'a%20b'])(
    'may hold anything typed: %s',
    async typed => {
      const { shop } = await issueCode(app)
      const { status, body } = await shop.send<Problem>('POST', `/v1/codes/${typed}/redeem`, { orderId: '1' })
      expect([status, body.code]).toEqual([404, 'code_not_found'])
    },
  )

  it.each(['%00', 'a%0Ab', '%20', 'a'.repeat(65)])('is refused when nobody can type it: %s', async typed => {
    const { shop } = await issueCode(app)
    const { status } = await shop.send('POST', `/v1/codes/${typed}/redeem`, { orderId: '1' })
    expect(status).toBe(400)
  })
})

describe('ten wrong codes within ten minutes', () => {
  it('lock out right codes as well, whatever is asked', async () => {
    const { shop, code, change } = await issueCode(app)
    await guess(shop, 10)
    const { status, body, headers } = await verify(shop, code.code)
    expect([status, body.code]).toEqual([429, 'too_many_attempts'])
    expect(headers.get('Retry-After')).toBe('600')
    for (const verb of ['reserve', 'redeem', 'release', 'rollback'] as const)
      expect((await change(verb, { orderId: '1042', network })).status).toBe(429)
    expect((await change('void', { network })).status).toBe(429)
  })

  it('are counted in every call and over right codes', async () => {
    const { shop, code } = await issueCode(app)
    for (let n = 0; n < 5; n++) {
      await shop.send('POST', `/v1/codes/${wrong(n)}/redeem`, { orderId: '1042', network })
      await guess(shop, 1)
      if (n < 4) expect((await verify(shop, code.code)).status).toBe(200)
    }
    expect((await verify(shop, code.code)).status).toBe(429)
  })

  it('lock out until the window ends, in real time', async () => {
    const { shop, code } = await issueCode(app)
    const start = app.clock.now
    await guess(shop, 9)
    app.clock.now = start + 599_000
    await guess(shop, 1)
    await shop.setClock(start + 3_600_000)
    const locked = await verify(shop, code.code)
    expect([locked.status, locked.headers.get('Retry-After')]).toEqual([429, '1'])
    app.clock.now = start + 600_000
    expect((await verify(shop, code.code)).status).toBe(200)
    await guess(shop, 9)
    expect((await verify(shop, code.code)).status).toBe(200)
  })

  it('lock out across midnight, when networks are named anew', async () => {
    const { shop, code } = await issueCode(app)
    app.clock.now = Date.parse('2026-03-04T23:58:00Z')
    await guess(shop, 6)
    app.clock.now = Date.parse('2026-03-05T00:02:00Z')
    await guess(shop, 4)
    expect((await verify(shop, code.code)).status).toBe(429)
    app.clock.now = Date.parse('2026-03-05T00:08:00Z')
    expect((await verify(shop, code.code)).status).toBe(200)
  })

  it('lock out one network of one key', async () => {
    const { shop, code } = await issueCode(app)
    await guess(shop, 10)
    expect((await verify(shop, code.code, '203.0.113.8')).status).toBe(200)
    const other = await shop.send<CreatedKey>('POST', '/v1/keys', { kind: 'secret' })
    const body = { code: code.code, network }
    const { status } = await app.request('POST', '/v1/codes/verify', { key: other.body.key, body })
    expect(status).toBe(200)
  })

  it('are counted for the network of the caller when none is named', async () => {
    const { shop, code } = await issueCode(app)
    const from = (address: string, typed: string) =>
      shop.send('POST', '/v1/codes/verify', { code: typed }, { network: address })
    for (let n = 0; n < 10; n++) await from('2001:db8::1', wrong(n))
    expect((await from('2001:db8::2', code.code)).status).toBe(429)
    expect((await from('2001:db8:0:1::1', code.code)).status).toBe(200)
  })

  it('are not outrun by asking at once', async () => {
    const { shop } = await issueCode(app)
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => verify(shop, wrong(n))))
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(50)
  })
})
