import { type App, current } from '../app'
import type { Asked, Looks } from '../prompt/card'
import { dressLate } from '../shared'
import { createAnswering, type Lent } from './answering'
import css from './survey.css?inline'
import { type Survey, SurveyCard } from './survey-card'
import { sayOf } from './texts'

/** A question with a scale, the words behind the answer, and thanks. */
export function create(app: App, lent: Lent): Looks {
  const answering = createAnswering(app, lent)
  dressLate(app)
  app.adopt('survey', css)
  return {
    View: ({ card, done }) => <SurveyCard {...{ card, answering, done }} {...(card.prompt as Survey)} />,
    lineOf(asked: Asked) {
      const { survey } = asked as Survey
      return sayOf(survey, current().w)(own => own.question, survey.kind)
    },
    finish: answering.finish,
  }
}
