import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnedCode, Page, Pool, Problem, Reward } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { giveToNewcomers, newcomer } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const summer: Reward = { kind: 'pool', pool: 'summer', name: 'Summer voucher' }

const upload = <Body = Pool>(shop: TestMerchant, codes: unknown, pool = 'summer') =>
  shop.send<Body>('POST', `/v1/pools/${pool}/codes`, { codes })

describe('uploadPool', () => {
  it('takes codes that are then handed out in their order', async () => {
    const shop = await app.createMerchant()
    const { status, body } = await upload(shop, ['sun-1', 'SUN-2'])
    expect([status, body]).toEqual([201, { pool: 'summer', codes: 2, left: 2 }])
    await giveToNewcomers(shop, summer)
    expect((await newcomer(shop, 'ada')).code).toMatchObject({ code: 'sun-1', reward: summer })
    expect((await upload(shop, ['sun-3'])).body).toEqual({ pool: 'summer', codes: 3, left: 2 })
    expect((await newcomer(shop, 'bob')).code.code).toBe('SUN-2')
    expect((await newcomer(shop, 'eve')).code.code).toBe('sun-3')
  })

  it('gives no code when the pool is empty', async () => {
    const shop = await app.createMerchant()
    await upload(shop, ['sun-1'])
    await giveToNewcomers(shop, summer)
    await newcomer(shop, 'ada')
    await shop.send('POST', '/v1/customers', { externalId: 'bob' })
    const { body } = await shop.sendAs<Page<OwnedCode>>('bob', 'GET', '/v1/me/codes')
    expect(body.data).toEqual([])
  })

  it('hands each code to one of many newcomers at once', async () => {
    const shop = await app.createMerchant()
    const codes = Array.from({ length: 8 }, (_, i) => `sun-${i}`)
    await upload(shop, codes)
    await giveToNewcomers(shop, summer)
    const given = await Promise.all(codes.map(code => newcomer(shop, `owner of ${code}`)))
    expect(given.map(({ code }) => code.code).sort()).toEqual(codes)
  })

  it('makes codes that live like ours', async () => {
    const shop = await app.createMerchant()
    await upload(shop, ['sun-1'])
    const redeem = (orderId: string) =>
      shop.send<{ code: string }>('POST', '/v1/codes/SUN%201/redeem', { orderId })
    expect((await redeem('1042')).body.code).toBe('code_not_found')
    await giveToNewcomers(shop, summer)
    await newcomer(shop, 'ada')
    expect((await redeem('1042')).body).toMatchObject({ code: 'sun-1', status: 'redeemed' })
    expect((await redeem('1043')).body.code).toBe('code_redeemed')
  })

  it('takes the whole upload or nothing', async () => {
    const shop = await app.createMerchant()
    await upload(shop, ['sun-1'], 'spring')
    const { status, body } = await upload<Problem>(shop, ['sun-2', 'SUN 1', 'sun-3'])
    expect([status, body.code]).toEqual([409, 'pool_code_taken'])
    expect(body.errors).toEqual([{ path: 'codes.1', message: 'exists already' }])
    expect((await upload(shop, ['sun-2'])).body).toEqual({ pool: 'summer', codes: 1, left: 1 })
  })

  it('refuses a code that we have issued', async () => {
    const shop = await app.createMerchant()
    await giveToNewcomers(shop, { kind: 'freeShipping', currency: 'GBP', minimumSpend: null })
    const { code } = await newcomer(shop, 'ada')
    expect((await upload<Problem>(shop, [code.code])).body.code).toBe('pool_code_taken')
  })

  it('leaves the codes of another merchant out of it', async () => {
    const [one, other] = [await app.createMerchant(), await app.createMerchant()]
    await upload(one, ['sun-1'])
    expect((await upload(other, ['sun-1'])).status).toBe(201)
  })

  it('counts on where two uploads meet', async () => {
    const shop = await app.createMerchant()
    const codes = Array.from({ length: 10 }, (_, i) => [`a-${i}`, `b-${i}`])
    const answers = await Promise.all(codes.map(pair => upload(shop, pair)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(Math.max(...answers.map(({ body }) => body.codes))).toBe(20)
  })

  it('takes ten thousand codes at once', async () => {
    const shop = await app.createMerchant()
    const all = Array.from({ length: 10_000 }, (_, i) => `${i}-${'x'.repeat(30)}`)
    expect((await upload(shop, all)).body).toEqual({ pool: 'summer', codes: 10_000, left: 10_000 })
    expect((await upload(shop, [...all, 'one-more'])).status).toBe(400)
  })

  it.each([
    ['twice the same', ['sun-1', 'Sun 1'], 'codes.1'],
    ['nothing but hyphens', ['sun-1', '---'], 'codes.1'],
    ['no code', [], 'codes'],
    ['a blank one', [' '], 'codes.0'],
    ['a number', [1], 'codes.0'],
    ['a line break', ['a\nb'], 'codes.0'],
  ])('refuses %s', async (_, codes, path) => {
    const shop = await app.createMerchant()
    const { status, body } = await upload<Problem>(shop, codes)
    expect([status, body.code]).toEqual([400, 'invalid_request'])
    expect(body.errors).toMatchObject([{ path }])
  })

  it.each(['Summer', '%20', 'a/b', 'a'.repeat(49)])('refuses to call a pool %s', async pool => {
    const shop = await app.createMerchant()
    expect([400, 404]).toContain((await upload(shop, ['sun-1'], pool)).status)
  })
})
