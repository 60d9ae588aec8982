import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Audit, Customer, JournalLine, Me } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('a customer', () => {
  test('is created once and keeps what is not named', async () => {
    const merchant = await app.createMerchant()
    const first = await merchant.send<Customer>('POST', '/v1/customers', {
      externalId: 'ada',
      email: 'ada@example.com',
    })
    const again = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada', name: 'Ada' })
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toMatchObject({ id: first.body.id, email: 'ada@example.com', name: 'Ada' })
  })

  test('created by 20 requests at once is one and is welcomed once', async () => {
    const merchant = await app.createMerchant()
    const welcome = {
      id: 'hi',
      name: 'Welcome',
      on: 'customer.created',
      earn: { kind: 'fixed', points: 50 },
    } as const
    await merchant.setProgram({ rules: [welcome] })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' }),
      ),
    )
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.at(-1)?.body.points.available).toBe(50)
  })

  test('is found by either name, and pages follow the cursor', async () => {
    const merchant = await app.createMerchant()
    for (let i = 0; i < 5; i++)
      await merchant.send('POST', '/v1/customers', { externalId: `c${i}`, email: `c${i}@example.com` })
    type Page = { data: Customer[]; nextCursor: string | null }
    const byEmail = await merchant.send<Page>('GET', '/v1/customers?email=c3@example.com')
    expect(byEmail.body.data.map(({ externalId }) => externalId)).toEqual(['c3'])
    const first = await merchant.send<Page>('GET', '/v1/customers?limit=3')
    const second = await merchant.send<Page>('GET', `/v1/customers?limit=3&cursor=${first.body.nextCursor}`)
    const seen = [...first.body.data, ...second.body.data].map(({ externalId }) => externalId).sort()
    expect([seen, second.body.nextCursor]).toEqual([['c0', 'c1', 'c2', 'c3', 'c4'], null])
  })

  test('of another merchant is not there', async () => {
    const [one, two] = [await app.createMerchant(), await app.createMerchant()]
    const { body } = await one.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    expect((await two.send('GET', `/v1/customers/${body.id}`)).status).toBe(404)
    expect((await two.send('GET', `/v1/customers/${body.id}/journal`)).status).toBe(404)
  })
})

describe('time', () => {
  test('brings a birthday once a year, whoever asks first', async () => {
    const merchant = await app.createMerchant()
    const birthday = {
      id: 'cake',
      name: 'Birthday',
      on: 'birthday',
      earn: { kind: 'fixed', points: 30 },
    } as const
    await merchant.setProgram({ rules: [birthday] })
    await merchant.send('POST', '/v1/customers', { externalId: 'ada', birthday: '1990-04-30' })
    const points = async () => (await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body.points.available
    expect(await points()).toBe(0)
    await merchant.setClock('2026-05-01T00:00:00Z')
    expect(await points()).toBe(30)
    await merchant.send('POST', '/v1/customers', { externalId: 'ada', birthday: '1990-05-02' })
    await merchant.setClock('2026-05-03T00:00:00Z')
    await merchant.send('POST', '/v1/events', {
      externalId: 'e1',
      customer: { externalId: 'ada' },
      name: 'visit',
    })
    expect(await points()).toBe(30)
    await merchant.setClock('2027-05-03T00:00:00Z')
    expect(await points()).toBe(60)
  })

  test('expires a lot a year on, spends the soonest first and says so', async () => {
    const merchant = await app.createMerchant()
    await merchant.setProgram({ expiry: { mode: 'lot', months: 12 } })
    const { body } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    let key = 0
    const adjust = (points: number) =>
      merchant.send(
        'POST',
        `/v1/customers/${body.id}/adjustments`,
        { points, reason: 'x' },
        { idempotencyKey: `k${key++}` },
      )
    await adjust(100)
    await merchant.setClock('2026-06-01T00:00:00Z')
    await adjust(50)
    await adjust(-70)
    const before = await merchant.sendAs<Me>('ada', 'GET', '/v1/me')
    expect(before.body.points).toMatchObject({
      available: 80,
      nextExpiry: { points: 30, at: '2027-03-02T10:00:00.000Z' },
    })
    await merchant.setClock('2027-03-03T00:00:00Z')
    expect((await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body.points.available).toBe(50)
    await adjust(1)
    const { body: page } = await merchant.send<{ data: JournalLine[] }>(
      'GET',
      `/v1/customers/${body.id}/journal`,
    )
    expect(page.data[1]).toMatchObject({ kind: 'expire', points: -30, at: '2027-03-02T10:00:00.000Z' })
    expect((await merchant.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
  })
})

describe('an adjustment', () => {
  test('cannot take what is not there', async () => {
    const merchant = await app.createMerchant()
    const { body } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    const answer = await merchant.send<{ code: string }>(
      ...(['POST', `/v1/customers/${body.id}/adjustments`, { points: -1, reason: 'x' }] as const),
      { idempotencyKey: 'k' },
    )
    expect([answer.status, answer.body.code]).toEqual([409, 'insufficient_points'])
  })

  test('20 at once are all booked', async () => {
    const merchant = await app.createMerchant()
    const { body } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        merchant.send(
          'POST',
          `/v1/customers/${body.id}/adjustments`,
          { points: 5, reason: 'x' },
          { idempotencyKey: `k${i}` },
        ),
      ),
    )
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect((await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body.points.available).toBe(100)
  })
})
