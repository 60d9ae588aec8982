import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProgramInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import {
  answer,
  DAY_MS,
  dismiss,
  HOUR_MS,
  MONDAY,
  orderOf,
  PLENTY,
  promptsOf,
  show,
  surveyOf,
} from './surveys'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function shopOf(program: Partial<ProgramInput> = PLENTY): Promise<TestMerchant> {
  const merchant = await app.createMerchant()
  await merchant.setProgram(program)
  await merchant.setClock(MONDAY)
  return merchant
}

const kinds = async (merchant: TestMerchant, externalId = 'ada') =>
  (await promptsOf(merchant, externalId)).map(({ kind }) => kind)

async function wheelOf(merchant: TestMerchant): Promise<string> {
  const prize = { id: 'a', name: 'A', award: { kind: 'points', points: 1 }, weight: 1 }
  const wheel = { name: 'Wheel', entry: { free: { count: 1, per: 'day' } } }
  const { body } = await merchant.send<{ id: string }>('POST', '/v1/wheels', {
    ...{ ...wheel, prizes: [prize, { ...prize, id: 'b' }] },
  })
  return body.id
}

async function spinOnce(merchant: TestMerchant): Promise<string> {
  const seed = { wheelId: await wheelOf(merchant), clientSeed: 'paper boat' }
  const options = { idempotencyKey: 'once' }
  return (await merchant.sendAs<{ id: string }>('ada', 'POST', '/v1/me/spins', seed, options)).body.id
}

test('a survey with a long delay is asked of somebody who comes every day', async () => {
  const merchant = await shopOf()
  const survey = await surveyOf(merchant, { trigger: { on: 'visit', delayHours: 720 } })
  await promptsOf(merchant)
  for (let day = 0; day <= 30; day++) {
    await merchant.setClock(MONDAY + day * DAY_MS)
    const event = { externalId: `v${day}`, customer: { externalId: 'ada' }, name: 'visit' }
    expect((await merchant.send('POST', '/v1/events', event)).status).toBeLessThan(300)
  }
  expect(await promptsOf(merchant)).toMatchObject([{ survey: { id: survey.id }, source: 'event:v0' }])
  await merchant.setClock(MONDAY + 31 * DAY_MS)
  expect(await promptsOf(merchant)).toMatchObject([{ source: 'event:v1' }])
})

test('a showing of years ago keeps nobody from the next', async () => {
  const merchant = await shopOf()
  const survey = await surveyOf(merchant, { kind: 'feedback' })
  await promptsOf(merchant)
  expect((await show(merchant, survey.id)).status).toBe(201)
  await merchant.setClock(MONDAY + 800 * DAY_MS)
  expect((await show(merchant, survey.id)).status).toBe(201)
  expect((await show(merchant, survey.id)).body.code).toBe('prompt_not_due')
})

describe('a survey about an order', () => {
  const trigger = { on: 'order.paid', delayHours: 72 }

  test('is asked after its delay, put off, asked again after its pause, answered, and never again', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { trigger, repeat: { afterDismissalDays: 10 } })
    await orderOf(merchant, '1042', MONDAY)
    await merchant.setClock(MONDAY + 72 * HOUR_MS - 1)
    expect(await promptsOf(merchant)).toEqual([])
    expect((await show(merchant, survey.id)).body.code).toBe('prompt_not_due')

    const asked = MONDAY + 72 * HOUR_MS
    await merchant.setClock(asked)
    expect(await promptsOf(merchant)).toMatchObject([
      { kind: 'survey', survey: { id: survey.id, kind: 'nps' }, source: 'order:1042' },
    ])
    const first = await show(merchant, survey.id)
    expect(first.status).toBe(201)
    expect(await promptsOf(merchant)).toEqual([])

    await merchant.setClock(asked + HOUR_MS)
    expect((await dismiss(merchant, first.body.id)).status).toBe(204)
    await merchant.setClock(asked + 2 * HOUR_MS)
    expect((await dismiss(merchant, first.body.id)).status).toBe(204)
    await merchant.setClock(asked + HOUR_MS + 10 * DAY_MS - 1)
    expect(await promptsOf(merchant)).toEqual([])

    await merchant.setClock(asked + HOUR_MS + 10 * DAY_MS)
    expect(await kinds(merchant)).toEqual(['survey'])
    const second = await show(merchant, survey.id)
    const said = { surveyId: survey.id, promptId: second.body.id, score: 9 }
    expect((await answer(merchant, said)).status).toBe(201)

    for (const days of [20, 60, 400]) {
      await merchant.setClock(asked + days * DAY_MS)
      await orderOf(merchant, `later-${days}`, asked + (days - 4) * DAY_MS)
      expect(await promptsOf(merchant)).toEqual([])
    }
  })

  test('counts what was merely shown as put off', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { trigger, repeat: { afterDismissalDays: 5 } })
    await orderOf(merchant, '1042', MONDAY)
    await merchant.setClock(MONDAY + 3 * DAY_MS)
    await show(merchant, survey.id)
    await merchant.setClock(MONDAY + 8 * DAY_MS - 1)
    expect(await promptsOf(merchant)).toEqual([])
    await merchant.setClock(MONDAY + 8 * DAY_MS)
    expect(await kinds(merchant)).toEqual(['survey'])
  })

  test('lets an order of long ago be', async () => {
    const merchant = await shopOf()
    await surveyOf(merchant, { trigger })
    await orderOf(merchant, '1042', MONDAY)
    await merchant.setClock(MONDAY + 33 * DAY_MS - 1)
    expect(await kinds(merchant)).toEqual(['survey'])
    await merchant.setClock(MONDAY + 33 * DAY_MS)
    expect(await promptsOf(merchant)).toEqual([])
  })

  test('is asked again about another order, and not about one that was answered', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { trigger: { on: 'order.paid' }, repeat: { afterAnswerDays: 2 } })
    await orderOf(merchant, '1042', MONDAY)
    const prompt = await show(merchant, survey.id)
    await answer(merchant, { surveyId: survey.id, promptId: prompt.body.id, score: 3 })
    await merchant.setClock(MONDAY + 2 * DAY_MS)
    expect(await promptsOf(merchant)).toEqual([])
    await orderOf(merchant, '1043', MONDAY + DAY_MS)
    expect(await promptsOf(merchant)).toMatchObject([{ source: 'order:1043' }])
  })
})

describe('what makes a survey due', () => {
  test('is a refund, a spin or an event by its name', async () => {
    const merchant = await shopOf()
    for (const on of ['order.refunded', 'wheel.spun', 'order.delivered'])
      await surveyOf(merchant, { name: on, kind: 'csat', trigger: { on } })
    const sources = async () =>
      (await promptsOf(merchant)).map(prompt => prompt.kind === 'survey' && prompt.source).sort()
    await orderOf(merchant, '1042', MONDAY)
    expect(await sources()).toEqual([])
    await merchant.send('POST', '/v1/orders/1042/refunds', { externalId: 'r-1', amount: 100 })
    expect(await sources()).toEqual(['refund:1042:r-1'])
    const event = { customer: { externalId: 'ada' }, name: 'order.delivered' }
    await merchant.send('POST', '/v1/events', { ...event, externalId: 'e-1' })
    await merchant.send('POST', '/v1/events', { ...event, externalId: 'e-2', name: 'order.packed' })
    expect(await sources()).toEqual(['event:e-1', 'refund:1042:r-1'])
    const spinId = await spinOnce(merchant)
    expect(await sources()).toEqual(['event:e-1', 'refund:1042:r-1', `spin:${spinId}`])
  })

  test('is nothing at all where it needs no fact, after what has happened', async () => {
    const merchant = await shopOf()
    const always = await surveyOf(merchant, { name: 'Always', kind: 'feedback' })
    const paid = await surveyOf(merchant, { name: 'Paid', trigger: { on: 'order.paid' } })
    expect(await promptsOf(merchant)).toMatchObject([{ survey: { id: always.id }, source: null }])
    await orderOf(merchant, '1042', MONDAY)
    expect(await promptsOf(merchant)).toMatchObject([
      { survey: { id: paid.id } },
      { survey: { id: always.id } },
    ])
  })

  test('depends on tier, segment, and whether it is active or was taken away', async () => {
    const merchant = await shopOf({
      ...PLENTY,
      ladder: {
        ...{ basis: 'orders', period: { kind: 'lifetime' } },
        tiers: [{ id: 'gold', name: 'Gold', threshold: 1 }],
      },
    })
    const gold = await surveyOf(merchant, { name: 'Gold', trigger: { tiers: ['gold'] } })
    const vip = await surveyOf(merchant, { name: 'VIP', trigger: { segments: ['vip'] } })
    const off = await surveyOf(merchant, { name: 'Off', active: false })
    const gone = await surveyOf(merchant, { name: 'Gone' })
    await merchant.send('DELETE', `/v1/surveys/${gone.id}`)
    expect(await promptsOf(merchant, 'new')).toEqual([])
    await merchant.send('POST', '/v1/customers', { externalId: 'bea', segments: ['vip', 'press'] })
    expect(await promptsOf(merchant, 'bea')).toMatchObject([{ survey: { id: vip.id } }])
    await orderOf(merchant, '1042', MONDAY)
    expect(await promptsOf(merchant)).toMatchObject([{ survey: { id: gold.id } }])
    for (const id of [off.id, gone.id]) expect((await show(merchant, id)).body.code).toBe('prompt_not_due')
  })

  test('asks about as many customers as it says, always the same ones', async () => {
    const merchant = await shopOf()
    await surveyOf(merchant, { trigger: { sharePercent: 30 } })
    const people = Array.from({ length: 60 }, (_, i) => `p-${i}`)
    const asked = async () => {
      const names: string[] = []
      for (const name of people) if ((await promptsOf(merchant, name)).length > 0) names.push(name)
      return names
    }
    const first = await asked()
    expect(first.length).toBeGreaterThan(5)
    expect(first.length).toBeLessThan(35)
    expect(await asked()).toEqual(first)
  })
})

describe('the right to show a prompt', () => {
  test('goes to one of two devices', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    await promptsOf(merchant)
    const asked = await Promise.all(Array.from({ length: 20 }, () => show(merchant, survey.id)))
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(asked.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['prompt_not_due']),
    )
  })

  test('is given again to a device that lost the reply', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    await promptsOf(merchant)
    const ask = (idempotencyKey: string) =>
      merchant.sendAs(
        ...(['ada', 'POST', '/v1/me/prompts', { kind: 'survey', surveyId: survey.id }] as const),
        { idempotencyKey },
      )
    const [first, again, other] = [await ask('one'), await ask('one'), await ask('two')]
    expect([first.status, again.status, other.status]).toEqual([201, 201, 409])
    expect(again.text).toBe(first.text)
  })

  test('counts surveys and nudges against one budget', async () => {
    const merchant = await shopOf({
      prompts: { count: 2, days: 7, nudges: ['wheel', 'tier', 'referral'] },
      referral: { url: 'https://shop.example/' },
      ladder: {
        ...{ basis: 'orders', period: { kind: 'lifetime' } },
        tiers: [{ id: 'gold', name: 'Gold', threshold: 5 }],
      },
    })
    const survey = await surveyOf(merchant)
    await wheelOf(merchant)
    expect(await kinds(merchant)).toEqual(['survey', 'wheel', 'referral'])
    for (const i of [1, 2, 3, 4]) await orderOf(merchant, `${i}`, MONDAY)
    expect(await kinds(merchant)).toEqual(['survey', 'wheel', 'tier'])

    const nudge = (kind: string) =>
      merchant.sendAs<{ code?: string }>('ada', 'POST', '/v1/me/prompts', { kind })
    expect((await nudge('wheel')).status).toBe(201)
    expect((await nudge('wheel')).body.code).toBe('prompt_not_due')
    expect(await promptsOf(merchant)).toMatchObject([
      { kind: 'survey' },
      { kind: 'tier', tierId: 'gold', missing: 1 },
      { kind: 'referral' },
    ])
    await merchant.setClock(MONDAY + DAY_MS)
    expect((await show(merchant, survey.id)).status).toBe(201)
    expect(await promptsOf(merchant)).toEqual([])
    expect((await nudge('tier')).body.code).toBe('prompt_not_due')
    await merchant.setClock(MONDAY + 7 * DAY_MS)
    expect(await kinds(merchant)).toEqual(['wheel', 'tier', 'referral'])
  })

  test('belongs to one shopper of one merchant', async () => {
    const [merchant, other] = [await shopOf(), await shopOf()]
    const survey = await surveyOf(merchant)
    for (const shop of [merchant, other]) for (const name of ['ada', 'bea']) await promptsOf(shop, name)
    const { body } = await show(merchant, survey.id)
    expect((await dismiss(merchant, body.id, 'bea')).status).toBe(404)
    expect((await dismiss(other, body.id)).status).toBe(404)
    expect((await show(other, survey.id)).body.code).toBe('prompt_not_due')
    const said = { surveyId: survey.id, promptId: body.id, score: 1 }
    expect((await answer(merchant, said, 'bea')).status).toBe(404)
    expect((await answer(other, { surveyId: survey.id, score: 1 })).status).toBe(404)
    expect((await answer(merchant, said)).status).toBe(201)
  })
})
