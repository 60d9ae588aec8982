import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messages } from '../../../api/webhooks/table'
import type { Audit, JournalLine, Page, SurveyResponse } from '../../../sdk/contract'
import { SCORES } from '../../../sdk/contract'
import { type Options, openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { inTwoProcesses } from '../two-processes'
import { answer, DAY_MS, MONDAY, meOf, orderOf, PLENTY, show, surveyOf } from './surveys'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const THANKS = { kind: 'points', points: 20 } as const
const SORRY = {
  ...{ id: 'sorry', name: 'Sorry', on: 'survey.detractor' },
  earn: { kind: 'reward', reward: { kind: 'amount', amount: 500, currency: 'GBP' } },
} as const
const ANSWERED = {
  ...{ id: 'answered', name: 'Answered', on: 'survey.answered' },
  earn: { kind: 'fixed', points: 7 },
} as const

async function shopOf(program: Parameters<TestMerchant['setProgram']>[0] = {}): Promise<TestMerchant> {
  const merchant = await app.createMerchant()
  await merchant.setProgram({ ...PLENTY, ...program })
  await merchant.setClock(MONDAY)
  await meOf(merchant)
  return merchant
}

const responsesOf = async (merchant: TestMerchant, query = '') =>
  (await merchant.send<Page<SurveyResponse>>('GET', `/v1/responses?limit=100${query}`)).body.data

const journalOf = async (merchant: TestMerchant, externalId = 'ada') =>
  (await merchant.sendAs<Page<JournalLine>>(externalId, 'GET', '/v1/me/journal?limit=100')).body.data

/** Detractors first. */
async function toldTo({ id }: TestMerchant) {
  const { rows } = await app.store.read({ rows: app.store.db.select().from(messages) })
  return rows
    .sort((a, b) => (a.type > b.type ? -1 : 1))
    .filter(({ merchantId }) => merchantId === id)
    .map(({ type, data }) => ({ type, score: data.score, words: JSON.stringify(data) }))
}

async function clean(merchant: TestMerchant): Promise<void> {
  expect((await merchant.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
}

describe('an answer', () => {
  test('keeps a score whose follow-up is left open, and is completed by the words', async () => {
    const merchant = await shopOf({ rules: [ANSWERED] })
    const survey = await surveyOf(merchant, { thanks: THANKS })
    const prompt = await show(merchant, survey.id)
    const said = { surveyId: survey.id, promptId: prompt.body.id }
    const first = await answer(merchant, { ...said, score: 8, complete: false })
    expect([first.status, first.body]).toMatchObject([
      201,
      { complete: false, earned: { points: 0, spins: 0, rewards: 0 } },
    ])
    expect(await responsesOf(merchant)).toMatchObject([
      { score: 8, band: 'middle', complete: false, comment: null },
    ])
    expect((await merchant.send<{ answers: number }>('GET', '/v1/reports/nps')).body.answers).toBe(1)
    await merchant.setClock(MONDAY + DAY_MS)
    const second = await answer(merchant, { ...said, comment: 'Lovely vases.\nThank you!' })
    expect([second.status, second.body]).toMatchObject([
      200,
      { id: first.body.id, complete: true, earned: { points: 27, spins: 0, rewards: 0 } },
    ])
    expect(await responsesOf(merchant)).toMatchObject([
      { score: 8, complete: true, comment: 'Lovely vases.\nThank you!', at: new Date(MONDAY).toISOString() },
    ])
    expect((await meOf(merchant)).points.available).toBe(27)
    expect((await journalOf(merchant)).filter(({ kind }) => kind === 'survey')).toMatchObject([
      { source: `thanks:${first.body.id}`, points: 20 },
      { source: `response:${first.body.id}`, points: 7, note: { name: 'Answered' } },
      { source: `response:${first.body.id}`, points: 0 },
    ])
    await clean(merchant)
  })

  test('of one prompt at the same time is one answer with one thanks', async () => {
    const merchant = await shopOf({ rules: [ANSWERED, SORRY] })
    const survey = await surveyOf(merchant, { thanks: THANKS })
    const prompt = await show(merchant, survey.id)
    const said = { surveyId: survey.id, promptId: prompt.body.id, score: 2, comment: 'Broken' }
    const sent = await Promise.all(Array.from({ length: 50 }, () => answer(merchant, said)))
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(sent.filter(({ status }) => status === 200)).toHaveLength(49)
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1)
    expect(await responsesOf(merchant)).toHaveLength(1)
    const me = await meOf(merchant)
    expect([me.points.available, me.codes.length]).toEqual([27, 1])
    expect((await toldTo(merchant)).map(({ type }) => type)).toEqual([
      ...['response.detractor', 'response.completed'],
    ])
    await clean(merchant)
  })

  test('in two halves that overtake each other is one answer', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { thanks: THANKS })
    const prompt = await show(merchant, survey.id)
    const said = { surveyId: survey.id, promptId: prompt.body.id, score: 9 }
    const halves = Array.from({ length: 10 }, (_, i) =>
      answer(merchant, i % 2 ? { ...said, comment: 'Good' } : { ...said, complete: false }),
    )
    expect((await Promise.all(halves)).every(({ status }) => status < 300)).toBe(true)
    expect(await responsesOf(merchant)).toMatchObject([{ score: 9, comment: 'Good', complete: true }])
    expect((await meOf(merchant)).points.available).toBe(20)
    await clean(merchant)
  })

  test('that begins beside another, in two processes, is thanked for once', async () => {
    const merchant = await shopOf()
    const { id: surveyId } = await surveyOf(merchant, { thanks: THANKS })
    const { body: prompt } = await show(merchant, surveyId)
    const said = { surveyId, promptId: prompt.id, score: 9 }
    await inTwoProcesses(app, [
      () => answer(merchant, { ...said, complete: false }),
      () => answer(merchant, { surveyId, score: 9 }),
    ])
    for (const again of [said, { surveyId, score: 9 }]) await answer(merchant, again)
    expect((await meOf(merchant)).points.available).toBe(20)
    await clean(merchant)
  })

  test('does not change once it is complete', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { thanks: THANKS, repeat: { afterAnswerDays: 1 } })
    const prompt = await show(merchant, survey.id)
    const said = { surveyId: survey.id, promptId: prompt.body.id, score: 9 }
    await answer(merchant, said)
    expect(await answer(merchant, said)).toMatchObject({ status: 200, body: { earned: { points: 0 } } })
    expect((await answer(merchant, { ...said, score: 1 })).body.code).toBe('survey_answered')
    await merchant.setClock(MONDAY + 9 * DAY_MS)
    expect((await answer(merchant, { ...said, comment: 'More' })).body.code).toBe('survey_answered')
    expect(await responsesOf(merchant)).toMatchObject([{ score: 9, comment: null }])
  })

  test('without a prompt is taken once in its clock, in two halves too', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { thanks: THANKS, repeat: { afterAnswerDays: 30 } })
    const surveyId = survey.id
    const half = { surveyId, score: 4, complete: false }
    const both = await Promise.all(Array.from({ length: 10 }, () => answer(merchant, half)))
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1)
    expect((await answer(merchant, { surveyId, comment: 'Slow' })).status).toBe(200)
    for (const score of [4, 9])
      expect((await answer(merchant, { surveyId, score })).body.code).toBe('survey_answered')
    await merchant.setClock(MONDAY + 30 * DAY_MS)
    expect((await answer(merchant, { surveyId, score: 9 })).status).toBe(201)
    expect(await responsesOf(merchant)).toHaveLength(2)
    expect((await meOf(merchant)).points.available).toBe(40)
    await clean(merchant)
  })

  test('to a prompt is refused when the survey was answered elsewhere meanwhile', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    const prompt = await show(merchant, survey.id)
    await answer(merchant, { surveyId: survey.id, score: 9 })
    const late = await answer(merchant, { surveyId: survey.id, promptId: prompt.body.id, score: 9 })
    expect(late.body.code).toBe('survey_answered')
    await clean(merchant)
  })

  test('is refused where the scale or the survey has no place for it', async () => {
    const merchant = await shopOf()
    const [nps, csat, ces, words] = [
      await surveyOf(merchant),
      await surveyOf(merchant, { kind: 'csat' }),
      await surveyOf(merchant, { kind: 'ces' }),
      await surveyOf(merchant, { kind: 'feedback' }),
    ]
    const refused = async (surveyId: string, input: object) => {
      const { status, body } = await answer(merchant, { surveyId, ...input })
      return [status, body.errors?.[0]?.path ?? body.code]
    }
    for (const score of [0, 6]) expect(await refused(csat.id, { score })).toEqual([400, 'score'])
    for (const score of [0, 8]) expect(await refused(ces.id, { score })).toEqual([400, 'score'])
    expect(await refused(nps.id, {})).toEqual([400, 'score'])
    expect(await refused(words.id, { score: 5, comment: 'Hm' })).toEqual([400, 'score'])
    expect(await refused(words.id, {})).toEqual([400, 'comment'])
    await merchant.send('PUT', `/v1/surveys/${nps.id}`, { name: 'Off', kind: 'nps', active: false })
    await merchant.send('DELETE', `/v1/surveys/${csat.id}`)
    for (const { id } of [nps, csat]) expect(await refused(id, { score: 5 })).toEqual([409, 'survey_closed'])
    expect(await refused('srv_01m7v8x4k2f9tq3r5w6y7z8abc', { score: 5 })).toEqual([404, 'not_found'])
    expect(await responsesOf(merchant)).toEqual([])
  })

  test('records tier, order, page and language of that moment', async () => {
    const merchant = await shopOf({
      ladder: {
        ...{ basis: 'orders', period: { kind: 'lifetime' } },
        tiers: [
          { id: 'member', name: 'Member', threshold: 1 },
          { id: 'gold', name: 'Gold', threshold: 3 },
        ],
      },
    })
    await merchant.send('POST', '/v1/customers', { externalId: 'ada', locale: 'cs' })
    const refunded = await surveyOf(merchant, { kind: 'csat', trigger: { on: 'order.refunded' } })
    const plain = await surveyOf(merchant)
    await orderOf(merchant, '1042', MONDAY - DAY_MS)
    await orderOf(merchant, '1043', MONDAY)
    await merchant.send('POST', '/v1/orders/1042/refunds', { externalId: 'r-1', amount: 100 })
    const prompt = await show(merchant, refunded.id)
    await answer(merchant, {
      surveyId: refunded.id,
      promptId: prompt.body.id,
      score: 4,
      page: '/orders/1042',
    })
    await orderOf(merchant, '1044', MONDAY)
    await answer(merchant, { surveyId: plain.id, score: 4, locale: 'de' })
    expect(await responsesOf(merchant, '&kind=csat')).toMatchObject([
      { order: '1042', tierId: 'member', page: '/orders/1042', locale: 'cs' },
    ])
    expect(await responsesOf(merchant, '&kind=nps')).toMatchObject([
      { tierId: 'gold', page: null, locale: 'de' },
    ])
  })
})

describe('thanks', () => {
  for (const kind of ['nps', 'csat', 'ces'] as const)
    test(`never depend on the score of ${kind}`, async () => {
      const merchant = await shopOf()
      const survey = await surveyOf(merchant, { kind, thanks: THANKS })
      const { min, max } = SCORES[kind]
      const given: unknown[] = []
      for (let score: number = min; score <= max; score++) {
        await meOf(merchant, `says-${score}`)
        const { body } = await answer(merchant, { surveyId: survey.id, score }, `says-${score}`)
        given.push([body.earned, (await meOf(merchant, `says-${score}`)).points.available])
      }
      expect(given).toEqual(Array(max - min + 1).fill([{ points: 20, spins: 0, rewards: 0 }, 20]))
      await clean(merchant)
    })

  test('may be spins or a code, which is good for as long as the survey says', async () => {
    const merchant = await shopOf()
    const spins = await surveyOf(merchant, { kind: 'csat', thanks: { kind: 'spins', spins: 2 } })
    const tenth = { kind: 'percent', percent: 10, currency: 'GBP' } as const
    const code = await surveyOf(merchant, { kind: 'ces', thanks: tenth, thanksValidDays: 5 })
    const [a, b] = [
      await answer(merchant, { surveyId: spins.id, score: 1 }),
      await answer(merchant, { surveyId: code.id, score: 1 }),
    ]
    expect([a.body.earned, b.body.earned]).toEqual([
      { points: 0, spins: 2, rewards: 0 },
      { points: 0, spins: 0, rewards: 1 },
    ])
    const me = await meOf(merchant)
    expect([me.spins, me.codes.length]).toEqual([2, 1])
    expect(me.codes[0]?.expiresAt).toBe(new Date(MONDAY + 5 * DAY_MS).toISOString())
    await clean(merchant)
  })

  test('count for no tier', async () => {
    const merchant = await shopOf({
      ladder: {
        ...{ basis: 'points', period: { kind: 'lifetime' } },
        tiers: [{ id: 'gold', name: 'Gold', threshold: 10 }],
      },
    })
    const survey = await surveyOf(merchant, { thanks: THANKS })
    await answer(merchant, { surveyId: survey.id, score: 9 })
    expect((await meOf(merchant)).tier).toMatchObject({ current: null, toNext: 10 })
  })
})

describe('a detractor', () => {
  test('is told to the merchant without the words, and gets what a rule gives', async () => {
    const merchant = await shopOf({ rules: [SORRY] })
    const survey = await surveyOf(merchant)
    const { body } = await answer(merchant, { surveyId: survey.id, score: 6, comment: 'Secret words' })
    expect(body.earned).toEqual({ points: 0, spins: 0, rewards: 1 })
    expect((await meOf(merchant)).codes).toHaveLength(1)
    const heard = await toldTo(merchant)
    expect(heard).toMatchObject([
      { type: 'response.detractor', score: 6 },
      { type: 'response.completed', score: 6 },
    ])
    expect(heard.map(({ words }) => words).join()).not.toContain('Secret')
    await clean(merchant)
  })

  test('is told of once, at the score already, and the apology waits for the whole answer', async () => {
    const merchant = await shopOf({ rules: [SORRY] })
    const survey = await surveyOf(merchant)
    const prompt = await show(merchant, survey.id)
    const said = { surveyId: survey.id, promptId: prompt.body.id }
    await answer(merchant, { ...said, score: 0, complete: false })
    expect(await toldTo(merchant)).toMatchObject([{ type: 'response.detractor', score: 0 }])
    expect((await meOf(merchant)).codes).toEqual([])
    await answer(merchant, { ...said, comment: 'Late' })
    expect((await toldTo(merchant)).map(({ type }) => type)).toEqual([
      ...['response.detractor', 'response.completed'],
    ])
    expect((await meOf(merchant)).codes).toHaveLength(1)
  })

  test('is nobody who says 7, and nobody of another scale', async () => {
    const merchant = await shopOf({ rules: [SORRY] })
    const [nps, csat] = [await surveyOf(merchant), await surveyOf(merchant, { kind: 'csat' })]
    await answer(merchant, { surveyId: nps.id, score: 7 })
    await answer(merchant, { surveyId: csat.id, score: 1 })
    expect((await meOf(merchant)).codes).toEqual([])
    expect((await toldTo(merchant)).map(({ type }) => type)).toEqual(Array(2).fill('response.completed'))
  })
})

describe('an answer without a prompt', () => {
  test.each([
    ['another tier', { tiers: ['gold'] }],
    ['other segments', { segments: ['wholesale'] }],
  ])('is not taken where the survey is for %s', async (_, trigger) => {
    const tiers = [
      { id: 'member', name: 'Member', threshold: 0 },
      { id: 'gold', name: 'Gold', threshold: 100 },
    ]
    const ladder = { basis: 'points', period: { kind: 'lifetime' }, tiers } as const
    const merchant = await shopOf({ ladder })
    const survey = await surveyOf(merchant, { trigger, thanks: THANKS })
    const refused = await answer(merchant, { surveyId: survey.id, score: 9 })
    expect([refused.status, refused.body.code]).toEqual([403, 'not_eligible'])
    expect(await responsesOf(merchant)).toEqual([])
  })
})

const ONCE = { count: 1, per: 'month' } as const

describe('feedback', () => {
  let keys = 0
  const send = (merchant: TestMerchant, body: object, options: Options = { idempotencyKey: `f${keys++}` }) =>
    merchant.sendAs<{ id: string; earned: object; code?: string }>(
      ...(['ada', 'POST', '/v1/me/feedback', body] as const),
      options,
    )

  test('is sent with a key, and once however often it is retried', async () => {
    const earn = { kind: 'fixed', points: 5 } as const
    const merchant = await shopOf({ rules: [{ id: 'words', name: 'Words', on: 'feedback.sent', earn }] })
    const keyless = await send(merchant, { comment: 'Blue vases!' }, {})
    expect([keyless.status, keyless.body.code]).toEqual([400, 'idempotency_key_required'])
    const once = () => send(merchant, { comment: 'Blue vases!' }, { idempotencyKey: 'one' })
    expect((await once()).text).toBe((await once()).text)
    expect((await meOf(merchant)).points.available).toBe(5)
    expect(await responsesOf(merchant)).toHaveLength(1)
  })

  test('is kept, told of and paid as its rules say', async () => {
    const rule = {
      ...{
        id: 'words',
        name: 'Your opinion',
        on: 'feedback.sent',
        limit: ONCE,
      },
      earn: { kind: 'fixed', points: 5 },
    } as const
    const merchant = await shopOf({ rules: [rule] })
    const first = await send(merchant, { comment: 'Blue vases!', page: '/', locale: 'en' })
    await merchant.setClock(MONDAY + DAY_MS)
    const second = await send(merchant, { comment: 'And green ones.' })
    expect([first.status, first.body.earned, second.body.earned]).toEqual([
      ...[201, { points: 5, spins: 0, rewards: 0 }, { points: 0, spins: 0, rewards: 0 }],
    ])
    expect(await responsesOf(merchant)).toMatchObject([
      { surveyId: null, kind: 'feedback', score: null, band: null, comment: 'And green ones.' },
      { comment: 'Blue vases!', page: '/', locale: 'en', complete: true, status: 'open' },
    ])
    expect((await journalOf(merchant)).filter(({ kind }) => kind === 'feedback')).toHaveLength(2)
    expect((await toldTo(merchant)).map(({ type }) => type)).toEqual(Array(2).fill('response.completed'))
    await clean(merchant)
  })

  test('is refused without words', async () => {
    const merchant = await shopOf()
    for (const comment of ['', ' \n ', 'x'.repeat(2001)])
      expect((await send(merchant, { comment })).status).toBe(400)
  })
})

describe('the audit', () => {
  test('sees thanks without an answer, and an answered prompt without one', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { thanks: THANKS })
    const prompt = await show(merchant, survey.id)
    const { body } = await answer(merchant, { surveyId: survey.id, promptId: prompt.body.id, score: 9 })
    await clean(merchant)
    const { db } = app.store
    await app.store.write([db.run(`DELETE FROM responses WHERE id = '${body.id}'`)])
    const { faults } = (await merchant.send<Audit>('GET', '/v1/audit')).body
    expect(faults.map(({ check }) => check).sort()).toEqual(['answered_prompt', 'thanks'])
  })
})
