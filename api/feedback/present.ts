import type { Survey, SurveyResponse } from '../../sdk/contract'
import { iso } from '../http/time'
import { bandOf } from './band'
import type { ResponseRow, SurveyRow } from './read'

export function presentSurvey(survey: SurveyRow, responses: number): Survey {
  const { id, version, createdAt, config } = survey
  return { id, version, createdAt: iso(createdAt), survey: config, responses }
}

export function presentResponse(row: ResponseRow): SurveyResponse {
  const { id, surveyId, kind, customerId, score, comment, page, tierId, order, locale, status, note } = row
  return {
    ...{ id, surveyId, kind, customerId, score, band: bandOf(kind, score), comment },
    ...{ page, tierId, order, locale, at: iso(row.at), complete: row.completedAt !== null, status, note },
  }
}
