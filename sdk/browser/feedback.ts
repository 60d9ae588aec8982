import type { AnswerResult, Feedback } from '../contract'
import { act } from './act'
import type { Client } from './client'
import { pagePath } from './page'

/** Words to the shop, without a survey. @throws LaurelError */
export const feedback = (client: Client, comment: string) =>
  act<AnswerResult>(client, {
    path: '/v1/me/feedback',
    body: { comment, page: pagePath() } satisfies Feedback,
  })
