import type { AnswerInput, AnswerResult } from '../contract'
import { act } from './act'
import type { Client } from './client'
import { pagePath } from './page'
import { closePrompt } from './prompts'

/** A complete answer of the open prompt closes it. @throws LaurelError `survey_answered`, `survey_closed` */
export async function answer(client: Client, said: AnswerInput): Promise<AnswerResult> {
  const body = { page: pagePath(), ...said } satisfies AnswerInput
  const result = await act<AnswerResult>(client, { path: '/v1/me/responses', body })
  if (result.complete && said.promptId === client.state.prompt.value?.id) closePrompt(client)
  void client.hub.emit('response', result)
  return result
}
