import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { answer } from './answer'
import { dismissPrompt } from './dismiss'
import { getSurvey, listSurveys } from './get'
import { importResponses } from './import'
import { listResponses } from './list'
import { readNps, readSatisfaction } from './read-reports'
import { sendFeedback } from './send-feedback'
import { showPrompt } from './show'
import { updateResponse } from './update'
import { createSurvey, deleteSurvey, putSurvey } from './write'

const params = z.object({ id: contract.SurveyId })
const keyQuery = z.object({
  key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }),
})

export function feedbackRoutes(api: Api): void {
  surveyRoutes(api)
  responseRoutes(api)
  reportRoutes(api)
  visitorRoutes(api)
}

function surveyRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/surveys', tag: 'Surveys', who: 'merchant', status: 201 },
    summary: 'Create a survey',
    body: contract.WriteSurvey,
    reply: contract.Survey,
    run: (call, { body }) => createSurvey(call, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/surveys', tag: 'Surveys', who: 'merchant' },
    summary: 'Every survey with how many have answered',
    reply: contract.page(contract.Survey),
    run: listSurveys,
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/surveys/{id}', tag: 'Surveys', who: 'merchant' },
    summary: 'One survey',
    params,
    reply: contract.Survey,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => getSurvey(call, id),
  })
  endpoint(api, {
    ...{ method: 'put', path: '/v1/surveys/{id}', tag: 'Surveys', who: 'merchant' },
    summary: 'Replace a survey for whoever is asked from now on',
    description: 'Takes If-Match. Its kind stays: its answers are of that scale.',
    params,
    body: contract.WriteSurvey,
    reply: contract.Survey,
    refuses: ['not_found', 'precondition_failed'],
    run: (call, { params: { id }, body }) => putSurvey(call, id, body, call.ifMatch),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/surveys/{id}', tag: 'Surveys', who: 'merchant', status: 204 },
    summary: 'Take a survey away; its answers stay',
    params,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => deleteSurvey(call, id),
  })
}

function responseRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/surveys/{id}/responses', tag: 'Surveys', who: 'merchant' },
    summary: 'Import answers that were given elsewhere',
    description: 'Each id is stored once, for ever. They ask, thank and tell nobody.',
    params,
    body: contract.ImportResponses,
    reply: contract.ImportedResponses,
    refuses: ['not_found', 'response_differs'],
    run: (call, { params: { id }, body }) => importResponses(call, id, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/responses', tag: 'Surveys', who: 'merchant' },
    summary: 'Answers and feedback, newest first',
    query: contract.ListResponses,
    reply: contract.page(contract.SurveyResponse),
    run: (call, { query }) => listResponses(call, query),
  })
  endpoint(api, {
    ...{ method: 'patch', path: '/v1/responses/{id}', tag: 'Surveys', who: 'merchant' },
    summary: 'Close the loop: what came of an answer',
    params: z.object({ id: contract.ResponseId }),
    body: contract.UpdateResponse,
    reply: contract.SurveyResponse,
    refuses: ['not_found'],
    run: (call, { params: { id }, body }) => updateResponse(call, id, body),
  })
}

function reportRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/reports/nps', tag: 'Reports', who: 'merchant' },
    summary: 'Net Promoter Score with its 95 % interval, by week or month and by tier',
    query: contract.ReportQuery,
    reply: contract.NpsReport,
    run: (call, { query }) => readNps(call, query),
  })
  for (const kind of ['csat', 'ces'] as const)
    endpoint(api, {
      ...{ method: 'get', path: `/v1/reports/${kind}`, tag: 'Reports', who: 'merchant' },
      summary: kind === 'csat' ? 'Customer satisfaction (CSAT)' : 'Customer effort (CES)',
      query: contract.ReportQuery,
      reply: contract.ScoreReport,
      run: (call, { query }) => readSatisfaction(call, kind, query),
    })
}

function visitorRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/prompts', tag: 'Shopper', who: 'visitor', status: 201 },
    summary: 'Take the right to show a prompt',
    description: 'Of two tabs or devices, one gets it.',
    query: keyQuery,
    body: contract.ShowPrompt,
    reply: contract.ShownPrompt,
    refuses: ['not_found', 'prompt_not_due', 'token_expired'],
    run: (call, { body }) => showPrompt(call, shopperOf(call), body),
  })
  endpoint(api, {
    ...{
      method: 'post',
      path: '/v1/me/prompts/{id}/dismissals',
      tag: 'Shopper',
      who: 'visitor',
      status: 204,
    },
    summary: 'Not now',
    params: z.object({ id: contract.PromptId }),
    query: keyQuery,
    body: contract.DismissPrompt,
    refuses: ['not_found', 'token_expired'],
    run: (call, { params: { id } }) => dismissPrompt(call, shopperOf(call), id),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/responses', tag: 'Shopper', who: 'visitor', status: 201 },
    summary: 'Answer a survey, or complete an answer (200)',
    description: 'Without a prompt, only where the survey is for them: by its tiers, segments and share.',
    query: keyQuery,
    body: contract.Answer,
    reply: contract.AnswerResult,
    refuses: ['not_found', 'not_eligible', 'survey_closed', 'survey_answered', 'token_expired'],
    run: (call, { body }) => answer(call, shopperOf(call), body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/feedback', tag: 'Shopper', who: 'visitor', status: 201 },
    summary: 'Say something without being asked',
    description: 'Rules on `feedback.sent` may pay for it, so a retry has the same Idempotency-Key.',
    query: keyQuery,
    body: contract.Feedback,
    reply: contract.AnswerResult,
    movesValue: true,
    refuses: ['not_found', 'token_expired'],
    run: (call, { body }) => sendFeedback(call, shopperOf(call), body),
  })
}
