import type { AnswerInput, Me, Prompt, Survey, WriteSurveyInput } from '../../../sdk/contract'
import type { Answer as Answered } from '../app'
import type { TestMerchant } from '../merchant'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
/** A Monday, when the shops of these tests open. */
export const MONDAY = Date.parse('2026-03-02T10:00:00Z')

/** Budget enough that only the surveys' own clocks count. */
export const PLENTY = { prompts: { count: 100, days: 1 } }

export type Refused = { code?: string; errors?: { path: string }[] }

export async function surveyOf(
  merchant: TestMerchant,
  input: Partial<WriteSurveyInput> = {},
): Promise<Survey> {
  const survey = { name: 'After an order', kind: 'nps', ...input }
  const { status, body, text } = await merchant.send<Survey>('POST', '/v1/surveys', survey)
  if (status !== 201) throw new Error(text)
  return body
}

export async function orderOf(merchant: TestMerchant, externalId: string, at: number, customer = 'ada') {
  const time = new Date(at).toISOString()
  const order = {
    ...{ externalId, customer: { externalId: customer }, status: 'paid', currency: 'GBP', total: 6000 },
    ...{ placedAt: time, paidAt: time },
    lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 6000 }],
  }
  const answer = await merchant.send('POST', '/v1/orders', order)
  if (answer.status >= 300) throw new Error(answer.text)
}

export async function meOf(merchant: TestMerchant, externalId = 'ada'): Promise<Me> {
  const { status, body, text } = await merchant.sendAs<Me>(externalId, 'GET', '/v1/me')
  if (status !== 200) throw new Error(text)
  return body
}

export const promptsOf = async (merchant: TestMerchant, externalId = 'ada'): Promise<Prompt[]> =>
  (await meOf(merchant, externalId)).prompts

type Shown = { id: string; shownAt: string } & Refused

export const show = (
  merchant: TestMerchant,
  surveyId: string,
  externalId = 'ada',
): Promise<Answered<Shown>> =>
  merchant.sendAs<Shown>(externalId, 'POST', '/v1/me/prompts', { kind: 'survey', surveyId })

export const dismiss = (merchant: TestMerchant, promptId: string, externalId = 'ada') =>
  merchant.sendAs<Refused>(externalId, 'POST', `/v1/me/prompts/${promptId}/dismissals`, {})

type Result = { id: string; complete: boolean; earned: Record<string, number> } & Refused

export const answer = (
  merchant: TestMerchant,
  input: AnswerInput,
  externalId = 'ada',
): Promise<Answered<Result>> => merchant.sendAs<Result>(externalId, 'POST', '/v1/me/responses', input)
