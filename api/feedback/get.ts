import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { presentSurvey } from './present'
import { surveyReads } from './read'

export function listSurveys(call: Call) {
  return perform(call, {
    read: db => surveyReads(db, merchantIdOf(call)),
    decide({ surveys }) {
      const data = surveys.map(({ survey, responses }) => presentSurvey(survey, responses))
      return { statements: [], reply: { status: 200, body: { data, nextCursor: null } } }
    },
  })
}

export function getSurvey(call: Call, surveyId: string) {
  return perform(call, {
    read: db => surveyReads(db, merchantIdOf(call), surveyId),
    decide({ surveys: [known] }) {
      if (!known) throw refuse('not_found')
      const body = presentSurvey(known.survey, known.responses)
      return { statements: [], reply: { status: 200, body, headers: { ETag: `"${body.version}"` } } }
    },
  })
}
