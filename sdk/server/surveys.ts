import type {
  Band,
  ImportedResponses,
  ImportResponsesInput,
  NpsReport,
  Page,
  ScoreReport,
  Survey,
  SurveyKind,
  SurveyResponse,
  UpdateResponse,
  WriteSurveyInput,
} from '../contract'
import type { Paging } from './customers'
import { path } from './path'
import type { Request } from './request'

export interface FindResponses extends Paging {
  surveyId?: string
  kind?: SurveyKind
  /** `low` of an NPS are its detractors. */
  band?: Band
  status?: 'open' | 'closed'
  tierId?: string
  customerId?: string
  from?: string
  until?: string
}

export interface ReportOf {
  surveyId?: string
  /** RFC 3339 */
  from?: string
  until?: string
  /** Of the trend; months by default. */
  by?: 'week' | 'month'
}

/** What is asked, when, and whom. */
export function surveys(request: Request) {
  return {
    /**
     * @example
     * await laurel.surveys.create({
     *   name: 'After an order', kind: 'nps', trigger: { on: 'order.paid', delayHours: 72 },
     *   thanks: { kind: 'points', points: 20 },
     * })
     */
    create: (survey: WriteSurveyInput) =>
      request<Survey>({ method: 'POST', path: '/v1/surveys', body: survey }),

    list: (query: Paging = {}) => request<Page<Survey>>({ path: '/v1/surveys', query: { ...query } }),

    get: (id: string) => request<Survey>({ path: path`/v1/surveys/${id}` }),

    /** Refuses with `precondition_failed` for another version than `ifVersion`. */
    put: (id: string, survey: WriteSurveyInput, options: { ifVersion?: number } = {}) =>
      request<Survey>({ method: 'PUT', path: path`/v1/surveys/${id}`, body: survey, ...options }),

    /** Asked no more; its responses stay. */
    delete: (id: string) => request<void>({ method: 'DELETE', path: path`/v1/surveys/${id}` }),

    /** Answers given elsewhere, at most 1000 a call; those whose id is known are left alone. */
    importResponses: (id: string, responses: ImportResponsesInput['responses']) =>
      request<ImportedResponses>({
        method: 'POST',
        path: path`/v1/surveys/${id}/responses`,
        body: { responses },
      }),
  }
}

/** What shoppers said, to be read and answered. */
export function responses(request: Request) {
  return {
    /**
     * @example
     * const { data } = await laurel.responses.list({ kind: 'nps', band: 'low', status: 'open' })
     */
    list: (query: FindResponses = {}) =>
      request<Page<SurveyResponse>>({ path: '/v1/responses', query: { ...query } }),

    /** Closes the loop. */
    update: (id: string, change: UpdateResponse) =>
      request<SurveyResponse>({ method: 'PATCH', path: path`/v1/responses/${id}`, body: change }),
  }
}

/** Scores with 95 % intervals, over time and by tier. */
export function reports(request: Request) {
  return {
    nps: (query: ReportOf = {}) => request<NpsReport>({ path: '/v1/reports/nps', query: { ...query } }),
    csat: (query: ReportOf = {}) => request<ScoreReport>({ path: '/v1/reports/csat', query: { ...query } }),
    ces: (query: ReportOf = {}) => request<ScoreReport>({ path: '/v1/reports/ces', query: { ...query } }),
  }
}
