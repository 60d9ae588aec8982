import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page, Survey } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { answer, meOf, type Refused, surveyOf } from './surveys'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const NPS = { name: 'After an order', kind: 'nps' }

describe('a survey', () => {
  test('is created with its defaults, read, listed, replaced and taken away', async () => {
    const merchant = await app.createMerchant()
    const created = await merchant.send<Survey>('POST', '/v1/surveys', NPS)
    expect([created.status, created.headers.get('ETag')]).toEqual([201, '"1"'])
    expect(created.body).toMatchObject({
      ...{ version: 1, responses: 0 },
      survey: {
        ...{ ...NPS, active: true, thanks: null, thanksValidDays: 30, texts: {} },
        trigger: { on: null, delayHours: 0, pages: [], sharePercent: 100, tiers: [], segments: [] },
        repeat: { afterAnswerDays: null, afterDismissalDays: 30 },
      },
    })
    const path = `/v1/surveys/${created.body.id}`
    await meOf(merchant)
    await answer(merchant, { surveyId: created.body.id, score: 9 })
    const read = await merchant.send<Survey>('GET', path)
    expect([read.body.responses, read.headers.get('ETag')]).toEqual([1, '"1"'])
    const texts = { cs: { question: 'Doporučili byste nás?', followUp: { low: 'Co se stalo?' } } }
    const put = await merchant.send<Survey>('PUT', path, { ...NPS, texts })
    expect(put.body).toMatchObject({ version: 2, responses: 1, survey: { texts } })
    expect((await merchant.send<Page<Survey>>('GET', '/v1/surveys')).body.data).toEqual([put.body])
    expect((await merchant.send('DELETE', path)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await merchant.send(method, path)).status).toBe(404)
    expect((await merchant.send('PUT', path, NPS)).status).toBe(404)
    expect((await merchant.send<Page<Survey>>('GET', '/v1/surveys')).body.data).toEqual([])
  })

  test('is replaced by whoever has read its newest version', async () => {
    const merchant = await app.createMerchant()
    const { id } = await surveyOf(merchant)
    const put = (ifMatch: string) =>
      merchant.send<Refused>('PUT', `/v1/surveys/${id}`, NPS, { headers: { 'If-Match': ifMatch } })
    expect((await put('"1"')).headers.get('ETag')).toBe('"2"')
    expect((await put('"1"')).body.code).toBe('precondition_failed')
    expect((await put('"2"')).status).toBe(200)
  })

  test('keeps its kind, and names tiers and facts that there are', async () => {
    const merchant = await app.createMerchant()
    const { id } = await surveyOf(merchant)
    const pathOf = async (change: object) => {
      const sent = await merchant.send<Refused>('PUT', `/v1/surveys/${id}`, { ...NPS, ...change })
      return sent.body.errors?.[0]?.path ?? sent.status
    }
    expect(await pathOf({ kind: 'csat' })).toBe('kind')
    expect(await pathOf({ trigger: { tiers: ['gold'] } })).toBe('trigger.tiers')
    expect(await pathOf({ trigger: { on: 'birthday' } })).toBe('trigger.on')
    for (const on of ['order.paid', 'order.refunded', 'wheel.spun', 'order.delivered'])
      expect(await pathOf({ trigger: { on } })).toBe(200)
  })
})
