import { afterAll, beforeAll, expect, test } from 'vitest'
import { responses } from '../../../api/feedback/table'
import type { Audit, Me } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { join, openShop } from '../guests/guest'
import { answer, meOf, PLENTY, show, surveyOf } from './surveys'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('a guest is asked, puts off, answers and says something', async () => {
  const shop = await openShop(app, PLENTY)
  const survey = await surveyOf(shop, { thanks: { kind: 'points', points: 20 } })
  const words = await surveyOf(shop, { kind: 'feedback' })
  const guest = await join(app, shop)
  const me = () => guest.send<Me>('GET', '/v1/me')
  expect((await me()).body.prompts).toHaveLength(2)
  const shown = async (surveyId: string) =>
    (await guest.send<{ id: string }>('POST', '/v1/me/prompts', { kind: 'survey', surveyId })).body.id
  const [first, second] = [await shown(survey.id), await shown(words.id)]
  expect((await guest.send('POST', `/v1/me/prompts/${second}/dismissals`, {})).status).toBe(204)
  const said = { surveyId: survey.id, promptId: first, score: 10 }
  expect((await guest.send('POST', '/v1/me/responses', said)).status).toBe(201)
  const feedback = await guest.send(...(['POST', '/v1/me/feedback', { comment: 'Hello' }] as const), {
    idempotencyKey: 'hello',
  })
  expect(feedback.status).toBe(201)
  const { body } = await me()
  expect([body.prompts, body.points.available]).toEqual([[], 20])
  expect((await shop.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
})

test('nothing that somebody says while they are erased is kept', async () => {
  const shop = await openShop(app, PLENTY)
  const survey = await surveyOf(shop, {
    thanks: { kind: 'points', points: 20 },
    repeat: { afterAnswerDays: 1 },
  })
  for (const complete of [true, false]) {
    const name = `ada-${complete}`
    await meOf(shop, name)
    const prompt = await show(shop, survey.id, name)
    const { body } = await shop.send<{ data: { id: string }[] }>('GET', `/v1/customers?externalId=${name}`)
    const said = { surveyId: survey.id, promptId: prompt.body.id, comment: 'canary', complete }
    const [, erased] = await Promise.all([
      answer(shop, said, name),
      shop.send('DELETE', `/v1/customers/${body.data[0]?.id}`),
      answer(shop, said, name),
    ])
    expect(erased.status).toBeLessThan(300)
  }
  const { rows } = await app.store.read({ rows: app.store.db.select().from(responses) })
  expect(rows.filter(({ comment }) => comment === 'canary')).toEqual([])
  expect((await shop.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
})
