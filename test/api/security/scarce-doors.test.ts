import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Customer, IdentitySecret, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { GUESTS, join, joining, openShop } from '../guests/guest'
import { openClub } from '../referrals/friends'
import { issueCode } from '../rewards/issued'
import { race, said, taken } from './race'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const NETWORKS = ['192.0.2.1', '192.0.2.2'] as const
const PEOPLE = ['ada@example.com', 'grace@example.com'] as const

describe('guessing', () => {
  const network = '203.0.113.7'

  test('is looked at ten times in ten minutes', async () => {
    const { shop, code } = await issueCode(app)
    const guess = (typed: string) => () => shop.send('POST', '/v1/codes/verify', { code: typed, network })
    for (let i = 0; i < 9; i++) expect(said(await guess(`WRONG-${i}`)())).toBe('404 code_not_found')
    expect(await race(app, shop, guess('WRONG-9'), guess('WRONG-10'))).toEqual([
      ...['404 code_not_found', '429 too_many_attempts'],
    ])
    expect(said(await guess(code.code)())).toBe('429 too_many_attempts')
  })

  test('who has joined is answered as often as one may join', async () => {
    const shop = await openShop(app, { guests: { ...GUESTS, perNetworkPerDay: 1 } })
    await join(app, shop, { email: PEOPLE[0] })
    const ask = () => joining(app, shop, { email: PEOPLE[0] }, { network })
    expect(await race(app, shop, ask, ask)).toEqual(['409 already_joined', '429 guest_limit'])
  })
})

describe('joining', () => {
  test.each([
    ['of a day', { perDay: 1 }, PEOPLE, NETWORKS, '429 guest_limit'],
    ['of a network', { perNetworkPerDay: 1 }, PEOPLE, [NETWORKS[0], NETWORKS[0]], '429 guest_limit'],
    ['of an address', {}, [PEOPLE[0], 'ADA@example.com'], NETWORKS, '409 already_joined'],
  ] as const)('keeps the limit %s', async (_, limits, people, networks, refused) => {
    const shop = await openShop(app, { guests: { ...GUESTS, ...limits } })
    const come = (i: 0 | 1) => () => joining(app, shop, { email: people[i] }, { network: networks[i] })
    expect(await race(app, shop, come(0), come(1))).toEqual(['201', refused])
  })

  test('makes a guest one customer, once', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    const [one, other] = await Promise.all(
      ['ada', 'grace'].map(externalId => taken(shop.send<Customer>('POST', '/v1/customers', { externalId }))),
    )
    const merge = (into?: Customer) => () =>
      shop.send('POST', `/v1/customers/${into?.id}/merges`, { guestId: guest.id })
    expect(await race(app, shop, merge(one), merge(other))).toEqual(['200', '409 merged'])
  })
})

describe('a friend', () => {
  test('is brought by one advocate', async () => {
    const club = await openClub(app)
    const advocates = [await club.customer('ada'), await club.customer('grace')]
    const visits = await Promise.all(advocates.map(({ slug }) => club.visit(slug ?? '')))
    const claim = (i: number) => () => club.claim('friend', visits[i]?.body.visitId ?? '')
    expect(await race(app, club.merchant, claim(0), claim(1))).toEqual(['201', '409 already_referred'])
  })

  test('does not bring whoever brought them', async () => {
    const club = await openClub(app)
    const [ada, grace] = [await club.customer('ada'), await club.customer('grace')]
    const visits = [await club.visit(ada.slug ?? ''), await club.visit(grace.slug ?? '')]
    const claim = (who: string, i: number) => () => club.claim(who, visits[i]?.body.visitId ?? '')
    const outcomes = await race(app, club.merchant, claim('grace', 0), claim('ada', 1))
    expect(outcomes.map(each => each.slice(0, 3))).toEqual(['201', '409'])
  })

  test('is one claim of a visit, asked twice', async () => {
    const club = await openClub(app)
    const ada = await club.customer('ada')
    const { body } = await club.visit(ada.slug ?? '')
    const claim = () => club.claim('friend', body.visitId)
    expect(await race(app, club.merchant, claim, claim)).toEqual(['200', '201'])
    expect(await club.points('friend')).toBe(50)
  })
})

test('identity secrets are two at most', async () => {
  const shop = await app.createMerchant()
  const add = () => shop.send('POST', '/v1/identity-secrets', {})
  expect(await race(app, shop, add, add)).toEqual(['201', '409 two_secrets_active'])
})

describe('a shop', () => {
  test('keeps its last identity secret', async () => {
    const shop = await app.createMerchant()
    await taken(shop.send('POST', '/v1/identity-secrets', {}))
    const secrets = async () =>
      (await taken(shop.send<Page<IdentitySecret>>('GET', '/v1/identity-secrets'))).data.map(({ id }) => id)
    const [one, other] = await secrets()
    const remove =
      (id = '') =>
      () =>
        shop.send('DELETE', `/v1/identity-secrets/${id}`)
    expect(await race(app, shop, remove(one), remove(other))).toEqual(['204', '409 last_identity_secret'])
    expect(await secrets()).toHaveLength(1)
  })

  test.each([
    [1, 2],
    [2, 1],
  ])('has a test clock that never goes back, put to day %i and day %i', async (one, other) => {
    const shop = await app.createMerchant()
    const put = (day: number) => () =>
      shop.send('PUT', '/v1/test-clock', { now: `2027-01-0${day}T00:00:00.000Z` })
    await race(app, shop, put(one), put(other))
    expect(await taken(shop.send('GET', '/v1/test-clock'))).toMatchObject({ now: '2027-01-02T00:00:00.000Z' })
  })
})
