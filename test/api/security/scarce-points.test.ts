import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProgramInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { paidOrder } from '../bad-input/world'
import { bought, createItem, expectCleanAudit, give, giveBack, meOf, redeem } from '../catalogue/shop'
import { answer, PLENTY, show, surveyOf } from '../feedback/surveys'
import type { TestMerchant } from '../merchant'
import { issueCode } from '../rewards/issued'
import { inTwoProcesses } from '../two-processes'
import { freshKey, race, taken } from './race'

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  merchant = await app.createMerchant()
})

const pointsOf = async (externalId = 'ada') => (await meOf(merchant, externalId)).points.available

describe('what points buy', () => {
  test('is paid once with the same points', async () => {
    const item = await createItem(merchant)
    await give(merchant, 'ada', 100)
    const buy = () => redeem(merchant, 'ada', item.id)
    expect(await race(app, merchant, buy, buy)).toEqual(['201', '409 insufficient_points'])
    expect(await pointsOf()).toBe(0)
  })

  test('is sold as often as it is there', async () => {
    const item = await createItem(merchant, { stock: 1 })
    for (const name of ['ada', 'grace']) await give(merchant, name, 100)
    const buy = (name: string) => () => redeem(merchant, name, item.id)
    expect(await race(app, merchant, buy('ada'), buy('grace'))).toEqual(['201', '409 item_sold_out'])
  })

  test('is sold to one person as often as they may', async () => {
    const item = await createItem(merchant, { limit: { count: 1, per: 'month' } })
    await give(merchant, 'ada', 200)
    const buy = () => redeem(merchant, 'ada', item.id)
    expect(await race(app, merchant, buy, buy)).toEqual(['201', '409 item_limit_reached'])
    expect(await pointsOf()).toBe(100)
  })

  test('is another code of a pool for each, and the last for one', async () => {
    await taken(merchant.send('POST', '/v1/pools/partners/codes', { codes: ['LAST-ONE'] }))
    const item = await createItem(merchant, { gives: { kind: 'pool', pool: 'partners', name: 'A code' } })
    for (const name of ['ada', 'grace']) await give(merchant, name, 100)
    const buy = (name: string) => () => redeem(merchant, name, item.id)
    expect(await race(app, merchant, buy('ada'), buy('grace'))).toEqual(['201', '409 item_sold_out'])
  })

  test('is given back once', async () => {
    const item = await createItem(merchant)
    await give(merchant, 'ada', 100)
    const { id } = await bought(merchant, 'ada', item.id)
    const back = () => giveBack(merchant, 'ada', id)
    await race(app, merchant, back, back)
    expect(await pointsOf()).toBe(100)
  })

  test('is given back or used, not both', async () => {
    const item = await createItem(merchant)
    await give(merchant, 'ada', 100)
    const { id, code } = await bought(merchant, 'ada', item.id)
    const use = () => merchant.send('POST', `/v1/codes/${code?.code}/redeem`, { orderId: '1' })
    const outcomes = await race(app, merchant, () => giveBack(merchant, 'ada', id), use)
    expect(outcomes.map(each => each.slice(0, 3))).toEqual(['200', '409'])
  })
})

describe('a code', () => {
  const orders = [{ orderId: '1' }, { orderId: '2' }] as const

  test.each([
    ['redeem', '409 code_redeemed'],
    ['reserve', '409 code_reserved'],
  ] as const)('is for one order: %s', async (verb, refused) => {
    const { shop, change } = await issueCode(app)
    const uses = orders.map(order => () => change(verb, order)) as [() => never, () => never]
    expect(await race(app, shop, ...uses)).toEqual(['200', refused])
  })

  test('is used or withdrawn, not both', async () => {
    const { shop, change } = await issueCode(app)
    const outcomes = await race(
      app,
      shop,
      () => change('redeem', orders[0]),
      () => change('void', {}),
    )
    expect(outcomes.map(each => each.slice(0, 3))).toEqual(['200', '409'])
  })

  test('comes back once, and is then used once', async () => {
    const { shop, change } = await issueCode(app)
    await change('redeem', orders[0])
    const back = () => change('rollback', orders[0])
    expect(await race(app, shop, back, back)).toEqual(['200', '200'])
    const uses = orders.map(order => () => change('redeem', order)) as [() => never, () => never]
    expect(await race(app, shop, ...uses)).toEqual(['200', '409 code_redeemed'])
  })

  test('of a pool is uploaded once', async () => {
    const upload = (pool: string) => () =>
      merchant.send('POST', `/v1/pools/${pool}/codes`, { codes: ['ONE'] })
    expect(await race(app, merchant, upload('a'), upload('b'))).toEqual(['201', '409 pool_code_taken'])
  })
})

describe('what is earned', () => {
  type Rule = NonNullable<ProgramInput['rules']>[number]
  const ten = { kind: 'fixed', points: 10 } as const
  const rule = (more: Partial<Rule>): Rule => ({
    id: 'rule',
    name: 'Rule',
    on: 'order.paid',
    earn: ten,
    ...more,
  })
  const order = (number: string) => () => merchant.send('POST', '/v1/orders', paidOrder(number, 'ada'))
  const event = (number: string) => () =>
    merchant.send('POST', '/v1/events', {
      externalId: number,
      customer: { externalId: 'ada' },
      name: 'review',
    })

  test.each([
    ['an order that is sent twice', rule({}), order('1'), order('1')],
    ['the limit of a rule', rule({ limit: { count: 1, per: 'day' } }), order('1'), order('2')],
    ['an event that is sent twice', rule({ on: 'review' }), event('1'), event('1')],
    ['a mission', rule({ on: 'review', goal: { count: 2, per: 'month' } }), event('1'), event('2')],
  ])('is earned once: %s', async (_, earning, one, other) => {
    await merchant.setProgram({ rules: [earning] })
    await race(app, merchant, one, other)
    expect(await pointsOf()).toBe(10)
  })

  test('by being new is earned once', async () => {
    await merchant.setProgram({ rules: [rule({ on: 'customer.created' })] })
    const come = () => merchant.sendAs('ada', 'GET', '/v1/me')
    expect(await race(app, merchant, come, come)).toEqual(['200', '200'])
    expect(await pointsOf()).toBe(10)
  })

  test('by checking in is earned once a day', async () => {
    await merchant.setProgram({ rules: [rule({ on: 'check-in' })] })
    await merchant.sendAs('ada', 'GET', '/v1/me')
    const checkIn = () => merchant.sendAs('ada', 'POST', '/v1/me/check-ins', {}, freshKey())
    const outcomes = await race(app, merchant, checkIn, checkIn)
    expect(outcomes[1]).toBe('409 already_checked_in')
    expect(await pointsOf()).toBe(10)
  })

  test('by answering is earned once', async () => {
    await merchant.setProgram(PLENTY)
    const thanks = { kind: 'points', points: 10 } as const
    const { id: surveyId } = await surveyOf(merchant, { thanks, repeat: { afterAnswerDays: 90 } })
    await merchant.sendAs('ada', 'GET', '/v1/me')
    const say = (score: number) => () => answer(merchant, { surveyId, score })
    await race(app, merchant, say(9), say(8))
    expect(await pointsOf()).toBe(10)
  })

  test('goes back once with a refund that is sent twice', async () => {
    await merchant.setProgram({
      rules: [rule({ earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' } })],
    })
    await taken(order('1')())
    const refund = () => merchant.send('POST', '/v1/orders/1/refunds', { externalId: 'r-1', amount: 2500 })
    await race(app, merchant, refund, refund)
    expect(await pointsOf()).toBe(25)
  })

  test('is refunded no further than was paid', async () => {
    await taken(order('1')())
    const refund = (id: string) => () =>
      merchant.send('POST', '/v1/orders/1/refunds', { externalId: id, amount: 3000 })
    expect(await race(app, merchant, refund('r-1'), refund('r-2'))).toEqual(['201', '422 refund_too_large'])
  })

  test('matures once, though two processes sweep', async () => {
    await merchant.setProgram({ rules: [rule({ pendingDays: 1 })], expiry: { mode: 'lot', months: 1 } })
    await taken(order('1')())
    await merchant.setClock(app.clock.now + 40 * 86_400_000)
    await inTwoProcesses(app, [app.sweep, app.sweep])
    await expectCleanAudit(merchant)
  })
})

describe('a gift', () => {
  test('is taken away as far as there is something', async () => {
    const id = await give(merchant, 'ada', 10)
    const take = () =>
      merchant.send(
        'POST',
        `/v1/customers/${id}/adjustments`,
        { points: -10, reason: 'A mistake' },
        freshKey(),
      )
    expect(await race(app, merchant, take, take)).toEqual(['201', '409 insufficient_points'])
    expect(await pointsOf()).toBe(0)
  })
})

test('the budget of prompts is one for all tabs', async () => {
  await merchant.setProgram({ prompts: { count: 1, days: 7 } })
  const [one, other] = [await surveyOf(merchant), await surveyOf(merchant, { name: 'Another', kind: 'csat' })]
  await merchant.sendAs('ada', 'GET', '/v1/me')
  expect(
    await race(
      app,
      merchant,
      () => show(merchant, one.id),
      () => show(merchant, other.id),
    ),
  ).toEqual(['201', '409 prompt_not_due'])
})
