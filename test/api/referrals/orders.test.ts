import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { openClub, START } from './friends'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function brought(referral: Parameters<typeof openClub>[1] = {}) {
  const club = await openClub(app, referral)
  const ada = await club.customer('ada')
  await club.bring('grace', ada.slug ?? '')
  return { club, ada }
}

describe("the friend's order", () => {
  test('that is given back within its window is none: the next one counts', async () => {
    const { club } = await brought()
    await club.order('1', 'grace')
    await club.day(5)
    await club.refund('1', 4000)
    expect(await club.referrals()).toMatchObject([{ state: 'joined', order: null, completesAt: null }])
    await club.day(10)
    await club.order('2', 'grace')
    expect(await club.referrals()).toMatchObject([
      { state: 'ordered', order: '2', completesAt: '2026-03-26T10:00:00.000Z' },
    ])
    await club.day(14)
    expect(await club.points('ada')).toBe(0)
    await club.day(24)
    expect(await club.points('ada')).toBe(200)
  })

  test('given back after its window pays all the same, even if nobody had booked it', async () => {
    const { club } = await brought()
    await club.order('1', 'grace')
    await club.day(15)
    await club.refund('1', 4000)
    expect(await club.referrals()).toMatchObject([
      { state: 'completed', completedAt: '2026-03-16T10:00:00.000Z' },
    ])
    expect((await club.me('ada')).referral?.completed).toBe(1)
    await app.sweep()
    expect(await club.points('ada')).toBe(200)
    expect((await club.audit()).faults).toEqual([])
  })

  test('that is told of late pays with a code that lasts as long as any', async () => {
    const reward = { kind: 'amount', amount: 500, currency: 'GBP' } as const
    const earn = { kind: 'reward', reward, validDays: 7 } as const
    const rules = [{ id: 'fiver', name: 'A fiver', on: 'referral.completed', earn }]
    const club = await openClub(app, {}, { rules })
    await club.bring('grace', (await club.customer('ada')).slug ?? '')
    await club.day(60)
    await club.order('1', 'grace', { placedAt: '2026-03-03T10:00:00Z' })
    await app.sweep()
    expect((await club.me('ada')).codes).toMatchObject([{ expiresAt: '2026-05-08T10:00:00.000Z' }])
  })

  test('that is cancelled pays nobody', async () => {
    const { club } = await brought()
    await club.order('1', 'grace')
    await club.merchant.send('POST', '/v1/orders/1/cancel', {})
    await club.day(20)
    await app.sweep()
    expect(await club.points('ada')).toBe(0)
  })

  test('has to reach the minimum, in the currency of the shop', async () => {
    const { club } = await brought({ minimumSpend: 3000 })
    const small = { lines: [{ lineId: '1', sku: 'cup', quantity: 1, amount: 2999 }], total: 2999 }
    await club.order('1', 'grace', small)
    await club.order('2', 'grace', { currency: 'JPY' })
    expect(await club.referrals()).toMatchObject([{ state: 'joined' }])
    await club.order('3', 'grace')
    await club.refund('3', 1001)
    expect(await club.referrals()).toMatchObject([{ state: 'joined' }])
    await club.order('4', 'grace')
    expect(await club.referrals()).toMatchObject([{ state: 'ordered', order: '4' }])
  })

  test('of before the claim does not count, of the same moment it does', async () => {
    const { club } = await brought()
    const before = new Date(START - 1000).toISOString()
    await club.order('1', 'grace', { placedAt: before })
    expect(await club.referrals()).toMatchObject([{ state: 'joined' }])
    await club.order('2', 'grace')
    expect(await club.referrals()).toMatchObject([{ state: 'ordered', order: '2' }])
  })

  test('told of late pays late, once', async () => {
    const { club, ada } = await brought()
    await club.day(30)
    await app.sweep()
    await club.order('1', 'grace', { placedAt: new Date(START + 1000).toISOString() })
    await club.merchant.send('PATCH', `/v1/customers/${ada.id}`, { birthday: '1990-01-01' })
    await app.sweep()
    expect(await club.points('ada')).toBe(200)
    expect((await club.audit()).faults).toEqual([])
  })
})

describe('an order that names a slug', () => {
  test('is the claim and counts itself', async () => {
    const club = await openClub(app)
    const ada = await club.customer('ada')
    await club.day(1)
    await club.order('1', 'grace', { referral: ada.slug })
    expect(await club.referrals()).toMatchObject([
      { state: 'ordered', order: '1', completesAt: '2026-03-17T10:00:00.000Z', flags: [] },
    ])
    expect(await club.points('grace')).toBe(50)
    await club.day(15)
    expect(await club.points('ada')).toBe(200)
    expect((await club.audit()).faults).toEqual([])
  })

  test('counts when it is paid later', async () => {
    const club = await openClub(app)
    const ada = await club.customer('ada')
    const pending = { referral: ada.slug, status: 'pending', placedAt: new Date(START).toISOString() }
    await club.order('1', 'grace', pending)
    expect(await club.referrals()).toMatchObject([{ state: 'joined' }])
    await club.day(2)
    await club.order('1', 'grace', {
      ...{ ...pending, status: 'paid' },
      paidAt: new Date(START + 2 * 86_400_000).toISOString(),
    })
    expect(await club.referrals()).toMatchObject([{ order: '1', completesAt: '2026-03-18T10:00:00.000Z' }])
  })

  test('is looked at like any claim', async () => {
    const club = await openClub(app, { burst: 1 })
    const ada = await club.customer('ada', { email: 'ada@example.com' })
    const friend = (externalId: string, email: string) => ({
      customer: { externalId, email },
      referral: ada.slug,
    })
    await club.order('1', '', friend('grace', 'a.da@example.com'))
    await club.order('2', '', friend('lin', 'lin@example.com'))
    const flags = (await club.referrals()).map(referral => referral.flags).sort()
    expect(flags).toEqual([['burst'], ['similar_email']])
    expect(await club.points('lin')).toBe(0)
  })

  test('never fails for it', async () => {
    const club = await openClub(app)
    const ada = await club.customer('ada', { email: 'ada@example.com' })
    const lin = await club.customer('lin')
    const sent = [
      await club.order('1', 'ada', { referral: ada.slug }),
      await club.order('2', 'grace', { referral: 'nobody' }),
      await club.order('3', 'grace', { referral: ada.slug }),
      await club.order('4', '', {
        customer: { externalId: 'ada-2', email: 'ADA@example.com' },
        referral: ada.slug,
      }),
      await club.order('5', 'joan', { referral: ada.slug, placedAt: new Date(START - 1000).toISOString() }),
      await club.order('6', 'joan', { referral: lin.slug }),
    ]
    expect(sent.map(({ status }) => status)).toEqual(Array(6).fill(201))
    expect((await club.referrals()).map(({ advocateId, order }) => [advocateId, order])).toEqual([
      [ada.id, '5'],
    ])
    await club.merchant.setProgram({})
    expect((await club.order('7', 'hedy', { referral: ada.slug })).status).toBe(201)
  })
})
