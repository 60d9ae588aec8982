import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Audit, Customer, JournalLine, Me, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { claimsOf, GUESTS, join, joining, openShop, type Problem, TERMS } from './guest'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const DAY_MS = 86_400_000

describe('joining', () => {
  it('makes a guest with a journal, a record of consent and a token for ninety days', async () => {
    const shop = await openShop(app)
    const answer = await joining(app, shop, { locale: 'cs', timeZone: 'Europe/Prague' })
    expect(answer.status).toBe(201)
    const { iss, aud, sub, exp } = claimsOf(answer.body.token)
    expect({ iss, aud }).toEqual({ iss: app.platform.publicUrl, aud: shop.id })
    expect(Number(exp) * 1000).toBe(Date.parse(answer.body.expiresAt))
    expect(Date.parse(answer.body.expiresAt)).toBe(app.clock.now + 90 * DAY_MS)
    const { body } = await shop.send<Page<Customer>>('GET', '/v1/customers')
    expect(body.data).toMatchObject([
      { externalId: sub, kind: 'guest', slug: null, email: 'gus@example.com', locale: 'cs' },
    ])
    const { store } = app
    const { consents } = await store.read({
      consents: store.db.all(
        `SELECT kind, version, granted FROM consents WHERE customer_id = '${body.data[0]?.id}' ORDER BY kind`,
      ),
    })
    expect(consents).toEqual([
      { kind: 'marketing', version: TERMS, granted: 0 },
      { kind: 'terms', version: TERMS, granted: 1 },
    ])
  })

  it('lets the guest see the programme, but gives no welcome: that is for accounts', async () => {
    const earn = { kind: 'fixed', points: 50 } as const
    const shop = await openShop(app, {
      rules: [{ id: 'hello', name: 'Hello', on: 'customer.created', earn }],
    })
    const guest = await join(app, shop)
    const { status, body } = await guest.send<Me>('GET', '/v1/me')
    expect(status).toBe(200)
    expect(body.customer).toEqual({ externalId: guest.externalId, name: null, kind: 'guest' })
    expect(body.points.available).toBe(0)
    const journal = await guest.send<Page<JournalLine>>('GET', '/v1/me/journal')
    expect(journal.body.data).toMatchObject([{ seq: 1, kind: 'welcome', points: 0 }])
    expect((await guest.send<Page<unknown>>('GET', '/v1/me/codes')).body.data).toEqual([])
    expect((await shop.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
  })

  it('is refused where the programme takes no guests, and for other terms than those in force', async () => {
    const closed = await app.createMerchant()
    expect((await joining(app, closed)).body.code).toBe('guests_closed')
    const shop = await openShop(app)
    const old = await joining(app, shop, { consent: { terms: '2025-01' } })
    expect([old.status, old.body.code]).toEqual([409, 'terms_changed'])
  })

  it('takes an address once, however it is spelled, and not that of a customer', async () => {
    const shop = await openShop(app)
    await shop.send('POST', '/v1/customers', { externalId: 'ada', email: 'ada@example.com' })
    await join(app, shop, { email: 'g.us@gmail.com' })
    await shop.send('POST', '/v1/customers', { externalId: 'eve', email: 'Eve@example.com' })
    const taken = ['gus@gmail.com', 'GUS+x@googlemail.com', 'ada@example.com', 'eve@Example.com']
    for (const email of taken) {
      const { status, body } = await joining(app, shop, { email })
      expect([email, status, body.code]).toEqual([email, 409, 'already_joined'])
    }
    const other = await openShop(app)
    expect((await joining(app, other, { email: 'gus@gmail.com' })).status).toBe(201)
  })

  it('takes one of fifty who join with one address at once', async () => {
    const shop = await openShop(app)
    const answers = await Promise.all(Array.from({ length: 50 }, () => joining(app, shop)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'already_joined')).toHaveLength(49)
  })

  it('never passes the limit of the day, however many come at once, and opens again tomorrow', async () => {
    const shop = await openShop(app, { guests: { ...GUESTS, perDay: 3 } })
    const from = (i: number) => joining(app, shop, { email: `g${i}@example.com` })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => from(i)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    expect(answers.filter(({ body }) => body.code === 'guest_limit')).toHaveLength(17)
    await shop.setClock(app.clock.now + DAY_MS)
    expect((await from(99)).status).toBe(201)
  })

  it('tells a network of so many addresses a day whether they have joined, then of none', async () => {
    const shop = await openShop(app, { guests: { ...GUESTS, perNetworkPerDay: 4 } })
    await joining(app, shop, { email: 'gus@example.com' }, { network: '192.0.2.7' })
    const network = '192.0.2.99'
    const ask = async (email: string) => (await joining(app, shop, { email }, { network })).body.code
    const asked = await Promise.all(Array.from({ length: 9 }, () => ask('gus@example.com')))
    expect(asked.filter(code => code === 'already_joined')).toHaveLength(4)
    expect(asked.filter(code => code === 'guest_limit')).toHaveLength(5)
    expect(await ask('nobody@example.com')).toBe('guest_limit')
    const elsewhere = await joining(app, shop, {}, { network: '192.0.2.100' })
    expect(elsewhere.body.code).toBe('already_joined')
  })

  it('never passes the limit of one network', async () => {
    const shop = await openShop(app, { guests: { ...GUESTS, perNetworkPerDay: 2 } })
    const from = (i: number, network: string) =>
      joining(app, shop, { email: `n${i}@example.com` }, { network })
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => from(i, `2001:db8::${i}`)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    expect(answers.filter(({ body }) => body.code === 'guest_limit')).toHaveLength(8)
    expect((await from(99, '203.0.113.9')).status).toBe(201)
  })

  it('replays byte for byte under its key, which is not a key of the merchant', async () => {
    const shop = await openShop(app)
    const first = await joining(app, shop, {}, { idempotencyKey: 'k' })
    const again = await joining(app, shop, {}, { idempotencyKey: 'k' })
    expect([again.text, again.headers.get('Idempotent-Replayed')]).toEqual([first.text, 'true'])
    const own = await shop.send('POST', '/v1/customers', { externalId: 'a' }, { idempotencyKey: 'k' })
    expect(own.status).toBe(201)
  })
})

describe('a guest token', () => {
  const sign = async (merchant: string, claims: object, key: Uint8Array, typ = 'laurel-guest+jwt') => {
    const nowS = Math.floor(app.clock.now / 1000)
    return new SignJWT({ aud: merchant, iat: nowS, exp: nowS + 600, ...claims })
      .setProtectedHeader({ alg: 'HS256', typ })
      .sign(key)
  }
  const me = (publishableKey: string, key: string) =>
    app.request<Problem>('GET', `/v1/me?key=${publishableKey}`, { key })

  it('is believed only as it was signed: key, merchant, type, time and algorithm', async () => {
    const [shop, other] = [await openShop(app), await openShop(app)]
    const { externalId: sub, token } = await join(app, shop)
    const [own, foreign] = [
      await app.platform.vault.guestKey(shop.id),
      await app.platform.vault.guestKey(other.id),
    ]
    const secret = new TextEncoder().encode(shop.identitySecret)
    const nowS = Math.floor(app.clock.now / 1000)
    expect((await me(shop.publishableKey, await sign(shop.id, { sub }, own))).status).toBe(200)
    const forged = [
      await sign(shop.id, { sub }, foreign),
      await sign(shop.id, { sub }, secret),
      await sign(shop.id, { sub }, secret, 'laurel-customer+jwt'),
      await sign(shop.id, { sub }, own, 'laurel-customer+jwt'),
      await sign(other.id, { sub }, own),
      await sign(shop.id, { sub: 'guest:nobody' }, own),
      await sign(shop.id, { sub, exp: nowS + 91 * 86_400 }, own),
      await sign(shop.id, { sub, exp: undefined }, own),
      `${token.slice(0, -2)}AA`,
      [
        Buffer.from('{"alg":"none","typ":"laurel-guest+jwt"}').toString('base64url'),
        token.split('.')[1],
        '',
      ].join('.'),
    ]
    for (const [i, each] of forged.entries())
      expect([i, (await me(shop.publishableKey, each)).status]).toEqual([i, 401])
    expect((await me(other.publishableKey, token)).status).toBe(401)
    const late = await me(
      shop.publishableKey,
      await sign(shop.id, { sub, iat: nowS - 700, exp: nowS - 60 }, own),
    )
    expect([late.status, late.body.code]).toEqual([401, 'token_expired'])
  })

  it.each(['guest:01m7v8x4k2f9tq3r5w6y7z8abc', 'erased:cus_01m7v8x4k2f9tq3r5w6y7z8abc'])(
    'cannot be made by a merchant, who may not name a customer %s',
    async sub => {
      const shop = await openShop(app)
      expect((await shop.sendAs(sub, 'GET', '/v1/me')).status).toBe(401)
      expect((await shop.send('POST', '/v1/customers', { externalId: sub })).status).toBe(400)
    },
  )
})
