import type { Reply } from '../http'
import { acknowledgement, codeOf, type Entry, isDone, refusal, repliesOf } from '../ledger'
import type { Load } from '../load'
import { each } from '../stored'

const EXPECTED_REFUSALS = ['insufficient_points', 'no_spins_left', 'code_redeemed']

/** Refusals nobody earned, failures that say too little, and two replies to one key that differ. */
export function oddAnswers({ act, answers }: Entry): string[] {
  const replies = repliesOf(answers)
  const end = refusal({ act, answers })
  const odd = replies.filter(saysTooLittle)
  if (end && !EXPECTED_REFUSALS.includes(codeOf(end) ?? '')) odd.push(end)
  const texts = new Set(replies.filter(isDone).map(({ text }) => text))
  const what = `${act.kind} ${act.key}`
  return [
    ...odd.map(({ status, text }) => `${what}: ${status} ${text}`),
    ...(texts.size > 1 ? [`${what}: ${[...texts].join(' and then ')}`] : []),
  ]
}

/** Whatever fails is a problem document that nobody has to guess at: not 500, and with a time where it may pass. */
function saysTooLittle(reply: Reply): boolean {
  if (isDone(reply)) return false
  if (codeOf(reply) === undefined || reply.status === 500) return true
  return [429, 503].includes(reply.status) && reply.retryAfter === null
}

/** The same key once more has to give the same bytes, and do nothing. */
export async function wrongReplays(load: Load, done: Entry[]): Promise<string[]> {
  const wrong = await each(done, async entry => {
    const answer = await load.again(entry.act)
    const told = acknowledgement(entry)
    const isSame = typeof answer !== 'string' && answer.status === told?.status && answer.text === told.text
    if (isSame && answer.replayed) return []
    return [`${entry.act.kind} ${entry.act.key}: ${JSON.stringify(answer)} instead of ${told?.text}`]
  })
  return wrong.flat()
}
