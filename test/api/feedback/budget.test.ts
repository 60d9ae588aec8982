import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prompts } from '../../../api/feedback/table'
import type { Prompt } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import {
  answer,
  DAY_MS,
  dismiss,
  HOUR_MS,
  MONDAY,
  orderOf,
  promptsOf,
  type Refused,
  surveyOf,
} from './surveys'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const KINDS = ['survey', 'wheel', 'tier', 'referral'] as const
const step = fc.record({
  hours: fc.integer({ min: 1, max: 60 }),
  /** How many tabs ask at once, and for which of what is offered. */
  tabs: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
  reaction: fc.constantFrom('answer', 'dismiss', 'ignore'),
  orders: fc.boolean(),
})

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('the budget holds, whatever is navigated, asked for and answered', { timeout: 120_000 }, async () => {
  const budgets = fc.record({ count: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 1, max: 9 }) })
  await fc.assert(fc.asyncProperty(budgets, fc.array(step, { minLength: 5, maxLength: 15 }), play), {
    numRuns: 8,
  })
})

async function play(budget: { count: number; days: number }, steps: Step[]) {
  const merchant = await app.createMerchant()
  await merchant.setClock(MONDAY)
  await merchant.setProgram({
    prompts: { ...budget, nudges: ['wheel', 'tier', 'referral'] },
    referral: { url: 'https://shop.example/' },
    ladder: {
      ...{ basis: 'orders', period: { kind: 'lifetime' } },
      tiers: [{ id: 'gold', name: 'Gold', threshold: 5 }],
    },
  })
  const repeat = { afterAnswerDays: 2, afterDismissalDays: 1 }
  const surveys = [
    await surveyOf(merchant, { repeat }),
    await surveyOf(merchant, { repeat, trigger: { on: 'order.paid' } }),
  ]
  let now = MONDAY
  for (const [i, { hours, tabs, reaction, orders }] of steps.entries()) {
    now += hours * HOUR_MS
    await merchant.setClock(now)
    if (orders) await orderOf(merchant, `${i}`, now)
    const offered = await promptsOf(merchant)
    const wanted = tabs.map(tab => offered[tab] ?? { kind: KINDS[tab] ?? 'wheel', survey: surveys[0] })
    const asked = await Promise.all(wanted.map(prompt => ask(prompt as Prompt)))
    for (const { status } of asked) expect([201, 409]).toContain(status)
    const won = asked.find(({ status }) => status === 201)
    expect(asked.length > 0 && offered.length === 0 && won).toBeFalsy()
    if (won && reaction === 'dismiss') expect((await dismiss(merchant, won.body.id)).status).toBe(204)
    const prompt = won && wanted[asked.indexOf(won)]
    if (won && reaction === 'answer' && prompt?.kind === 'survey') {
      const said = { surveyId: prompt.survey?.id ?? '', promptId: won.body.id, score: 9 }
      expect((await answer(merchant, said)).status).toBe(201)
    }
  }
  await check()

  function ask(prompt: Prompt) {
    const body = { kind: prompt.kind, ...(prompt.kind === 'survey' && { surveyId: prompt.survey.id }) }
    return merchant.sendAs<{ id: string } & Refused>('ada', 'POST', '/v1/me/prompts', body)
  }

  async function check() {
    const { body } = await merchant.send<{ data: { id: string }[] }>('GET', '/v1/customers?externalId=ada')
    const { rows } = await app.store.read({ rows: app.store.db.select().from(prompts) })
    const mine = rows.filter(({ customerId }) => customerId === body.data[0]?.id)
    for (const { shownAt } of mine) {
      const within = mine.filter(
        row => row.shownAt <= shownAt && row.shownAt > shownAt - budget.days * DAY_MS,
      )
      expect(within.length).toBeLessThanOrEqual(budget.count)
    }
    expect(mine.map(({ number }) => number).sort((a, b) => a - b)).toEqual(mine.map((_, i) => i + 1))
  }
}
