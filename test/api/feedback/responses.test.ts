import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  Customer,
  ImportResponsesInput,
  NpsReport,
  Page,
  ScoreReport,
  Survey,
  SurveyResponse,
} from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import carpentries from './carpentries-2020-03.json'
import { answer, MONDAY, meOf, type Refused, surveyOf } from './surveys'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function shopOf(timeZone = 'UTC'): Promise<TestMerchant> {
  const merchant = await app.createMerchant({ timeZone })
  await merchant.setClock(MONDAY)
  return merchant
}

type Sent = ImportResponsesInput['responses'][number]
type Imported = { stored: number; known: number } & Refused

const send = (merchant: TestMerchant, surveyId: string, responses: Sent[]) =>
  merchant.send<Imported>('POST', `/v1/surveys/${surveyId}/responses`, { responses })

const listOf = async (merchant: TestMerchant, query = '') =>
  (await merchant.send<Page<SurveyResponse>>('GET', `/v1/responses?${query}`)).body

const npsOf = async (merchant: TestMerchant, query = '') =>
  (await merchant.send<NpsReport>('GET', `/v1/reports/nps?${query}`)).body

const said = (externalId: string, score: number | null, extra: Partial<Sent> = {}): Sent => ({
  ...{ externalId, score, at: '2026-01-15T12:00:00Z' },
  ...extra,
})

describe('an import', () => {
  test('of what The Carpentries asked in March 2020 reports what they published', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant, { name: 'Long-term survey' })
    const responses = carpentries.answers.map(({ id, at, score }) => ({ externalId: id, at, score }))
    expect((await send(merchant, survey.id, responses)).body).toEqual({ stored: 176, known: 0 })
    expect((await send(merchant, survey.id, responses)).body).toEqual({ stored: 0, known: 176 })
    const figures = { answers: 134, promoters: 93, passives: 32, detractors: 9, score: 62.69 }
    const count = { ...figures, interval: { low: 52.41, high: 72.96 } }
    expect(await npsOf(merchant, `surveyId=${survey.id}`)).toEqual({
      ...count,
      trend: [{ from: '2020-03-01', ...count }],
      tiers: [{ tierId: null, ...count }],
    })
    const { body } = await merchant.send<Survey>('GET', `/v1/surveys/${survey.id}`)
    expect(body.responses).toBe(176)
  })

  test('takes each id once for ever, and nothing of a call in which one differs', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    const first = [said('r-1', 9), said('r-2', null, { comment: 'Nice' }), said('r-1', 9)]
    expect((await send(merchant, survey.id, first)).body).toEqual({ stored: 2, known: 1 })
    const changes: Partial<Sent>[] = [
      { score: 8 },
      { comment: 'More' },
      { at: '2026-01-15T12:00:00.001Z' },
      { tierId: 'gold' },
    ]
    for (const change of changes) {
      const { status, body } = await send(merchant, survey.id, [said('r-3', 1), said('r-1', 9, change)])
      expect([status, body.code]).toEqual([409, 'response_differs'])
    }
    const twice = await send(merchant, survey.id, [said('r-4', 1), said('r-4', 2)])
    expect(twice.body.code).toBe('response_differs')
    expect((await listOf(merchant)).data).toHaveLength(2)
    const other = await surveyOf(merchant)
    expect((await send(merchant, other.id, [said('r-1', 3)])).body).toEqual({ stored: 1, known: 0 })
  })

  test('sent many times at once is stored once', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    const responses = Array.from({ length: 120 }, (_, i) => said(`r-${i}`, i % 11))
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(merchant, survey.id, responses)))
    expect(sent.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(sent.reduce((sum, { body }) => sum + body.stored, 0)).toBe(120)
    expect((await npsOf(merchant)).answers).toBe(120)
  })

  test('takes a thousand, and says which one cannot be', async () => {
    const merchant = await shopOf()
    const csat = await surveyOf(merchant, { kind: 'csat' })
    const good = Array.from({ length: 999 }, (_, i) => said(`r-${i}`, (i % 5) + 1))
    const bad: [Partial<Sent>, string][] = [
      [{ score: 6 }, 'responses.999.score'],
      [{ at: new Date(MONDAY + 1).toISOString() }, 'responses.999.at'],
      [{ customer: 'nobody' }, 'responses.999.customer'],
    ]
    for (const [change, path] of bad) {
      const { status, body } = await send(merchant, csat.id, [...good, said('last', 1, change)])
      expect([status, body.errors?.map(error => error.path)]).toEqual([400, [path]])
    }
    expect((await listOf(merchant)).data).toEqual([])
    expect((await send(merchant, csat.id, [...good, said('last', 1)])).body.stored).toBe(1000)
    expect((await send(merchant, csat.id, [...good, said('last', 1), said('more', 1)])).status).toBe(400)
  })

  test('knows its customers, who are then not asked again', async () => {
    const merchant = await shopOf()
    await merchant.setProgram({ prompts: { count: 9, days: 1 } })
    const survey = await surveyOf(merchant)
    const { body: ada } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    expect((await meOf(merchant)).prompts).toHaveLength(1)
    await send(merchant, survey.id, [said('r-1', 9, { customer: 'ada' })])
    expect((await listOf(merchant)).data).toMatchObject([{ customerId: ada.id, complete: true }])
    expect((await meOf(merchant)).prompts).toEqual([])
  })

  test('names nobody who was erased, by no name', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    const { body: ada } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    await merchant.send('DELETE', `/v1/customers/${ada.id}`)
    for (const customer of ['ada', `erased:${ada.id}`])
      expect((await send(merchant, survey.id, [said('r-1', 9, { customer })])).status).toBe(400)
  })

  test('needs a survey of this merchant that is there', async () => {
    const [merchant, other] = [await shopOf(), await shopOf()]
    const survey = await surveyOf(merchant)
    expect((await send(other, survey.id, [said('r-1', 9)])).status).toBe(404)
    await merchant.send('DELETE', `/v1/surveys/${survey.id}`)
    expect((await send(merchant, survey.id, [said('r-1', 9)])).status).toBe(404)
  })
})

describe('the list of answers', () => {
  async function filled() {
    const merchant = await shopOf()
    const [nps, csat] = [await surveyOf(merchant), await surveyOf(merchant, { kind: 'csat' })]
    const { body: ada } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    const day = (n: number) => ({ at: `2026-01-${10 + n}T00:00:00Z` })
    await send(merchant, nps.id, [
      said('a', 2, { ...day(1), tierId: 'gold', customer: 'ada' }),
      said('b', 8, day(2)),
      said('c', null, { ...day(3), comment: 'No idea' }),
    ])
    await send(merchant, csat.id, [said('d', 2, day(4)), said('e', 5, { ...day(5), tierId: 'gold' })])
    return { merchant, nps, csat, ada }
  }

  test('is narrowed by survey, kind, band, status, tier, customer and time', async () => {
    const { merchant, nps, csat, ada } = await filled()
    const days = async (query: string) =>
      (await listOf(merchant, query)).data.map(({ at }) => Number(at.slice(8, 10)) - 10)
    expect(await days('')).toEqual([5, 4, 3, 2, 1])
    expect(await days(`surveyId=${nps.id}`)).toEqual([3, 2, 1])
    expect(await days('kind=csat')).toEqual([5, 4])
    expect(await days('band=low')).toEqual([4, 1])
    expect(await days('band=middle')).toEqual([2])
    expect(await days('band=high')).toEqual([5])
    expect(await days(`band=low&surveyId=${csat.id}`)).toEqual([4])
    expect(await days('tierId=gold')).toEqual([5, 1])
    expect(await days(`customerId=${ada.id}`)).toEqual([1])
    expect(await days('from=2026-01-12T00:00:00Z&until=2026-01-14T00:00:00Z')).toEqual([3, 2])
    const [first] = (await listOf(merchant)).data
    await merchant.send('PATCH', `/v1/responses/${first?.id}`, { status: 'closed' })
    expect(await days('status=closed')).toEqual([5])
    expect(await days('status=open')).toEqual([4, 3, 2, 1])
    for (const bad of ['band=best', 'status=done', 'surveyId=1', 'from=yesterday', 'cursor=x'])
      expect((await merchant.send('GET', `/v1/responses?${bad}`)).status).toBe(400)
  })

  test('comes in pages, also where many answered at the same instant', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    const all = Array.from({ length: 25 }, (_, i) => said(`r-${i}`, i % 11))
    await send(merchant, survey.id, [...all, said('new', 9, { at: '2026-01-16T00:00:00Z' })])
    const ids: string[] = []
    let cursor = ''
    do {
      const page = await listOf(merchant, `limit=10${cursor}`)
      ids.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
    } while (cursor)
    expect([ids.length, new Set(ids).size]).toEqual([26, 26])
    expect((await listOf(merchant, 'limit=1')).data[0]?.at).toBe('2026-01-16T00:00:00.000Z')
  })

  test('keeps the answers of a survey that was taken away', async () => {
    const { merchant, nps } = await filled()
    expect((await merchant.send('DELETE', `/v1/surveys/${nps.id}`)).status).toBe(204)
    expect((await listOf(merchant, `surveyId=${nps.id}`)).data).toHaveLength(3)
    expect((await npsOf(merchant)).answers).toBe(2)
  })
})

describe('closing the loop', () => {
  test('keeps status and note, one without the other', async () => {
    const merchant = await shopOf()
    const survey = await surveyOf(merchant)
    await meOf(merchant)
    const { body } = await answer(merchant, { surveyId: survey.id, score: 1, comment: 'Broken' })
    const patch = async (change: object) =>
      (await merchant.send<SurveyResponse>('PATCH', `/v1/responses/${body.id}`, change)).body
    const before = { id: body.id, score: 1, band: 'low', comment: 'Broken' }
    expect(await patch({ note: 'Called her' })).toMatchObject({
      ...before,
      status: 'open',
      note: 'Called her',
    })
    expect(await patch({ status: 'closed' })).toMatchObject({ status: 'closed', note: 'Called her' })
    expect(await patch({})).toMatchObject({ status: 'closed', note: 'Called her' })
    expect(await patch({ note: null, status: 'open' })).toMatchObject({
      ...before,
      status: 'open',
      note: null,
    })
    expect((await listOf(merchant)).data).toMatchObject([{ ...before, note: null }])
  })

  test('is for the merchant it was said to', async () => {
    const [merchant, other] = [await shopOf(), await shopOf()]
    const survey = await surveyOf(merchant)
    await send(merchant, survey.id, [said('r-1', 9)])
    const [response] = (await listOf(merchant)).data
    const path = `/v1/responses/${response?.id}`
    expect((await other.send('PATCH', path, { status: 'closed' })).status).toBe(404)
    expect(await listOf(other)).toEqual({ data: [], nextCursor: null })
    expect(await npsOf(other, `surveyId=${survey.id}`)).toMatchObject({ answers: 0, score: null, trend: [] })
    expect((await other.send('GET', `/v1/surveys/${survey.id}`)).status).toBe(404)
    expect((await other.send('DELETE', `/v1/surveys/${survey.id}`)).status).toBe(404)
    expect((await other.send<Page<Survey>>('GET', '/v1/surveys')).body.data).toEqual([])
    expect((await listOf(merchant)).data).toMatchObject([{ status: 'open' }])
  })
})

describe('a report', () => {
  test('has a trend by week and month in the zone of the merchant', async () => {
    const merchant = await shopOf('America/New_York')
    const survey = await surveyOf(merchant)
    await send(merchant, survey.id, [
      // Sunday and January are not over yet in New York; then they are.
      said('a', 10, { at: '2026-02-01T04:59:59Z' }),
      said('b', 0, { at: '2026-02-01T05:00:00Z' }),
      said('c', 10, { at: '2026-02-02T04:59:59Z' }),
      said('d', 9, { at: '2026-02-02T05:00:00Z' }),
    ])
    const trend = async (by: string) =>
      (await npsOf(merchant, `by=${by}`)).trend.map(({ from, answers, score }) => [from, answers, score])
    expect(await trend('month')).toEqual([
      ['2026-01-01', 1, 100],
      ['2026-02-01', 3, 33.33],
    ])
    expect(await trend('week')).toEqual([
      ['2026-01-26', 3, 33.33],
      ['2026-02-02', 1, 100],
    ])
    expect((await npsOf(merchant, 'from=2026-02-01T05:00:00Z&until=2026-02-02T05:00:00Z')).answers).toBe(2)
    expect((await merchant.send('GET', '/v1/reports/nps?by=year')).status).toBe(400)
  })

  test('is told apart by tier, in the order of the ladder', async () => {
    const merchant = await shopOf()
    await merchant.setProgram({
      ladder: {
        ...{ basis: 'orders', period: { kind: 'lifetime' } },
        tiers: [
          { id: 'silver', name: 'Silver', threshold: 1 },
          { id: 'gold', name: 'Gold', threshold: 2 },
        ],
      },
    })
    const survey = await surveyOf(merchant)
    const tiers = ['gold', undefined, 'silver', 'bronze', 'gold']
    await send(
      merchant,
      survey.id,
      tiers.map((tierId, i) => said(`r-${i}`, i === 0 ? 3 : 10, { tierId })),
    )
    const { tiers: found } = await npsOf(merchant)
    expect(found.map(({ tierId, answers, score }) => [tierId, answers, score])).toEqual([
      ['silver', 1, 100],
      ['gold', 2, 0],
      ['bronze', 1, 100],
      [null, 1, 100],
    ])
  })

  test('of CSAT and CES has share, average, interval and distribution', async () => {
    const merchant = await shopOf()
    const [csat, ces] = [
      await surveyOf(merchant, { kind: 'csat' }),
      await surveyOf(merchant, { kind: 'ces' }),
    ]
    await send(
      merchant,
      csat.id,
      [1, 3, 4, 5, null].map((score, i) => said(`r-${i}`, score)),
    )
    await send(merchant, ces.id, [said('r-1', 7)])
    const report = async (kind: string) =>
      (await merchant.send<ScoreReport>('GET', `/v1/reports/${kind}`)).body
    const figures = { answers: 4, satisfied: 2, score: 50, average: 3.25 }
    expect(await report('csat')).toMatchObject({
      ...{ ...figures, interval: { low: 15, high: 85 } },
      distribution: [1, 0, 1, 1, 1].map((answers, i) => ({ score: i + 1, answers })),
      trend: [{ from: '2026-01-01', ...figures }],
      tiers: [{ tierId: null, ...figures }],
    })
    expect(await report('ces')).toMatchObject({ answers: 1, score: 100, average: 7, interval: null })
    expect(await report('nps')).toMatchObject({
      answers: 0,
      score: null,
      interval: null,
      trend: [],
      tiers: [],
    })
  })
})
