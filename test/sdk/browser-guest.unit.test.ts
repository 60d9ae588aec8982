import { describe, expect, it } from 'vitest'
import { createLaurel, type LaurelOptions } from '../../sdk/browser'
import { type Answer, fakeShop, fakeStorage, json, meOf, problem, storefront, tokenFor } from './browser.shop'

const guestToken = tokenFor('guest:1')
const consent = { terms: '2026-11' }
const subjectOf = (token: string | null) =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()).sub as string

function shopWith(more: Record<string, Answer> = {}) {
  return fakeShop({
    '/v1/storefront': () => json(storefront),
    '/v1/me': ({ token }) => json(meOf(subjectOf(token))),
    '/v1/guests': () => json({ token: guestToken, expiresAt: '2027-01-01T00:00:00Z' }, 201),
    '/v1/me/merges': () => json({ merged: true, points: 0, spins: 0, codes: 1 }),
    '/v1/referrals/visits': () => json({ visitId: 'vis_1', expiresAt: '2199-01-01T00:00:00Z' }, 201),
    '/v1/referrals/claims': () => json({ id: 'ref_1', state: 'joined' }, 201),
    ...more,
  })
}

function laurelIn(shop: ReturnType<typeof fakeShop>, options: Partial<LaurelOptions> = {}) {
  return createLaurel({
    key: 'pk_test_1',
    api: 'https://api.example',
    fetch: shop.fetch,
    storage: fakeStorage(),
    tabStorage: fakeStorage(),
    ...options,
  })
}

describe('a guest', () => {
  it('joins and is remembered by the next page', async () => {
    const shop = shopWith()
    const storage = fakeStorage()
    const laurel = laurelIn(shop, { storage })
    await laurel.join({ email: 'ada@example.com', consent })
    expect(laurel.me.value?.customer.kind).toBe('guest')
    const next = laurelIn(shop, { storage })
    await next.load()
    expect(next.me.value?.customer.externalId).toBe('guest:1')
  })

  it('is nobody when the address was taken', async () => {
    const laurel = laurelIn(shopWith({ '/v1/guests': () => problem('already_joined', 409) }))
    await expect(laurel.join({ email: 'ada@example.com', consent })).rejects.toMatchObject({
      code: 'already_joined',
    })
    expect(laurel.signedIn.value).toBe(false)
  })

  it('becomes the customer who signs in, and is forgotten', async () => {
    const shop = shopWith()
    const storage = fakeStorage()
    const laurel = laurelIn(shop, { storage })
    await laurel.join({ email: 'ada@example.com', consent })
    await laurel.identify(tokenFor('ada'))
    expect(shop.to('/v1/me/merges').map(({ body }) => body)).toEqual([{ guestToken }])
    expect(subjectOf(shop.to('/v1/me/merges')[0]?.token ?? null)).toBe('ada')
    await laurel.identify(tokenFor('ada'))
    expect(shop.to('/v1/me/merges')).toHaveLength(1)
    expect([...storage.kept.keys()]).toEqual([])
  })

  it('is merged on a later page when the merge was lost', async () => {
    let isDown = true
    const shop = shopWith({
      '/v1/me/merges': () => (isDown ? problem('internal', 599) : json({ merged: true })),
    })
    const storage = fakeStorage()
    const laurel = laurelIn(shop, { storage })
    await laurel.join({ email: 'ada@example.com', consent })
    await laurel.identify(tokenFor('ada'))
    isDown = false
    const before = shop.to('/v1/me/merges').length
    await laurelIn(shop, { storage, identify: tokenFor('ada') }).load()
    expect(shop.to('/v1/me/merges')).toHaveLength(before + 1)
    expect([...storage.kept.keys()]).toEqual([])
  }, 60_000)

  it('who became a customer elsewhere is nobody here', async () => {
    const shop = shopWith({ '/v1/me': () => problem('merged', 409) })
    const storage = fakeStorage()
    storage.setItem('laurel:pk_test_1:guest', JSON.stringify(guestToken))
    const laurel = laurelIn(shop, { storage })
    await laurel.load()
    expect([laurel.status.value, laurel.signedIn.value]).toEqual(['ready', false])
    expect([...storage.kept.keys()]).toEqual([])
  })

  it('whose token is refused is forgotten', async () => {
    const shop = shopWith({ '/v1/me': () => problem('unauthenticated', 401) })
    const storage = fakeStorage()
    storage.setItem('laurel:pk_test_1:guest', JSON.stringify(guestToken))
    const laurel = laurelIn(shop, { storage })
    await laurel.load()
    expect(laurel.signedIn.value).toBe(false)
    expect([...storage.kept.keys()]).toEqual([])
  })
})

describe('a followed link', () => {
  it('is claimed when the friend signs in, once', async () => {
    const shop = shopWith()
    const storage = fakeStorage()
    const laurel = laurelIn(shop, { storage })
    await laurel.visit('k3m9')
    expect(shop.to('/v1/referrals/claims')).toHaveLength(0)
    await laurel.identify(tokenFor('ada'))
    await laurel.identify(tokenFor('ada'))
    expect(shop.to('/v1/referrals/claims').map(({ body }) => body)).toEqual([{ visitId: 'vis_1' }])
  })

  it('is claimed on a later page', async () => {
    const shop = shopWith()
    const storage = fakeStorage()
    await laurelIn(shop, { storage }).visit('k3m9')
    await laurelIn(shop, { storage, identify: tokenFor('ada') }).load()
    expect(shop.to('/v1/referrals/claims')).toHaveLength(1)
  })

  it('is the first one, however many are followed', async () => {
    const shop = shopWith()
    const storage = fakeStorage()
    await laurelIn(shop, { storage }).visit('k3m9')
    await laurelIn(shop, { storage }).visit('other')
    expect(shop.to('/v1/referrals/visits')).toHaveLength(1)
  })

  it('that is refused is not claimed again', async () => {
    const shop = shopWith({ '/v1/referrals/claims': () => problem('self_referral', 409) })
    const storage = fakeStorage()
    const laurel = laurelIn(shop, { storage, identify: tokenFor('ada') })
    await laurel.load()
    await laurel.visit('k3m9')
    await laurel.identify(tokenFor('ada'))
    expect(shop.to('/v1/referrals/claims')).toHaveLength(1)
  })
})
