import type { Act } from './acts/act'
import type { Answer, Reply } from './http'

/** What one client has been told about one act. */
export interface Entry {
  act: Act
  answers: Answer[]
}

/** Nothing is left to find out: it is done, or it is refused and nothing was changed. */
export const isKnown = ({ answers }: Entry): boolean => repliesOf(answers).some(isFinal)

/** The reply that acknowledged it, if any did. */
export const acknowledgement = ({ answers }: Entry): Reply | undefined => repliesOf(answers).find(isDone)

export const bodyOf = <T>(entry: Entry): T => JSON.parse(acknowledgement(entry)?.text ?? 'null') as T

/** The refusal it ended with, if nothing acknowledged it. */
export function refusal(entry: Entry): Reply | undefined {
  if (acknowledgement(entry)) return undefined
  return repliesOf(entry.answers).find(isFinal)
}

/** Whether some answer left open what had become of it. */
export const wasUnknown = ({ answers }: Entry): boolean =>
  answers.includes('lost') ||
  repliesOf(answers).some(reply => reply.status >= 500 && codeOf(reply) !== 'busy')

export const repliesOf = (answers: Answer[]): Reply[] => answers.filter(answer => typeof answer !== 'string')

export const isDone = ({ status }: Pick<Reply, 'status'>): boolean => status >= 200 && status < 300

/** Whether it says to come again. */
export const isPutOff = (reply: Reply): boolean =>
  !isFinal(reply) && (reply.status < 500 || reply.status === 503)

/** Too many calls, too busy, a token that is too old, or the same key is being worked on: come again. */
function isFinal(reply: Reply): boolean {
  if (isDone(reply)) return true
  if (reply.status < 400 || reply.status >= 500 || [401, 429].includes(reply.status)) return false
  return codeOf(reply) !== 'request_in_progress'
}

/** The stable code of a problem; undefined where the reply is none, as every refusal has to be. */
export function codeOf({ type, text }: Reply): string | undefined {
  if (!type.startsWith('application/problem+json')) return undefined
  return (JSON.parse(text) as { code: string }).code
}
