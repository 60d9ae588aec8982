import { SCORES } from '../../sdk/contract'
import { invalid } from '../http/refusal'
import type { ResponseRow } from './read'

type Said = Pick<ResponseRow, 'kind' | 'score' | 'comment'>

/** An answer says something, and a score is one of its scale. */
export function checkAnswer(said: Said): void {
  checkScore(said, 'score')
  if (said.kind === 'feedback' && said.comment === null) throw invalid('comment', 'is needed')
  if (said.score === null && said.comment === null) throw invalid('score', 'is needed')
}

/** `path` names the field in a refusal. */
export function checkScore({ kind, score }: Pick<Said, 'kind' | 'score'>, path: string): void {
  if (score === null) return
  if (kind === 'feedback') throw invalid(path, 'this survey has no score')
  const { min, max } = SCORES[kind]
  if (score < min || score > max) throw invalid(path, `must be ${min} to ${max}`)
}
