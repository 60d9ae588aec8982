import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Customer, JournalLine, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode, newcomer, TEN_PERCENT } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('the line of a code', () => {
  it('stands at the time of the merchant', async () => {
    const { change, later, lines } = await issueCode(app)
    await later(90)
    await change('reserve', { orderId: '1042' })
    expect((await lines())[0]?.at).toBe('2026-03-02T11:30:00.000Z')
  })

  it('has its place in a journal that others write to at once', async () => {
    const { shop, customer, change } = await issueCode(app)
    const path = `/v1/customers/${customer.id}`
    const adjust = (n: number) =>
      shop.send(
        'POST',
        `${path}/adjustments`,
        { points: 1, reason: 'at once' },
        { idempotencyKey: `adjustment-${n}` },
      )
    const changes = [...Array(10).keys()].map(adjust)
    const answers = await Promise.all([...changes, change('redeem', { orderId: '1042' })])
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(201), 200])
    const { body } = await shop.send<Page<JournalLine>>('GET', `${path}/journal`)
    expect(body.data.map(({ seq }) => seq)).toEqual([...Array(12).keys()].map(i => 12 - i))
  })

  /**
   * The account takes its last line for the instant up to which everything is booked. A line about a code books
   * nothing, so what was due before it is skipped; the wallet has to leave these kinds out of `settledAt`.
   */
  it('leaves a birthday before it to be paid', async () => {
    const shop = await app.createMerchant()
    const reward = { kind: 'reward', reward: TEN_PERCENT } as const
    const points = { kind: 'fixed', points: 50 } as const
    await shop.setProgram({
      rules: [
        { id: 'welcome', name: 'Welcome', on: 'customer.created', earn: reward },
        { id: 'birthday', name: 'Birthday', on: 'birthday', earn: points },
      ],
    })
    const { customer, code } = await newcomer(shop, 'ada')
    await shop.send('PATCH', `/v1/customers/${customer.id}`, { birthday: '1990-03-03' })
    await shop.setClock('2026-03-03T10:00:00Z')
    await shop.send('POST', `/v1/codes/${code.code}/redeem`, { orderId: '1042' })
    const { body } = await shop.send<Customer>('GET', `/v1/customers/${customer.id}`)
    expect(body.points.available).toBe(50)
  })
})
