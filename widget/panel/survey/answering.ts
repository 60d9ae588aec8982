import type { ReadonlySignal } from '@preact/signals-core'
import type { answer } from '../../../sdk/browser/answer'
import type { LaurelError } from '../../../sdk/browser/error'
import type { AnswerInput } from '../../../sdk/contract'
import type { App } from '../app'
import type { Card } from '../prompt/card'
import type { TextKey } from '../words'
import type { Survey } from './survey-card'

/** Nothing can be added to these. */
const FINAL = ['survey_answered', 'survey_closed']

/** What the card in the corner lends its survey. */
export interface Lent {
  card: ReadonlySignal<Card | null>
  answer: typeof answer
  /** Of the card with this id, if it is still the one that is shown. */
  change(id: string | null, part: Partial<Card>): void
}

export type Answering = ReturnType<typeof createAnswering>

/** The shopper's side of a survey: a score is sent at once, the words behind it when they are there. */
export function createAnswering({ laurel, words }: App, { card, answer, change }: Lent) {
  let sent: Promise<unknown> = Promise.resolve()

  /** One after the other, so that the beginning of an answer never follows its end. */
  const send = (said: Partial<AnswerInput>) => {
    const { id, prompt, score } = card.value as Card & { prompt: Survey }
    const input = {
      surveyId: prompt.survey.id,
      promptId: id ?? undefined,
      locale: words.value?.locale,
      score,
    }
    const reply = sent.then(() => answer(laurel.client, { ...input, ...said }))
    sent = reply.catch(thrown => {
      const { code } = thrown as LaurelError
      const trouble = (FINAL.includes(code) ? `prompt.${code}` : 'prompt.failed') as TextKey
      change(id, { busy: false, trouble, ...(FINAL.includes(code) && { step: 'thanks' }) })
    })
    return reply
  }

  return {
    choose(id: Card['id'], score: number) {
      change(id, { score, step: 'words', trouble: null })
      send({ complete: false }).catch(() => {})
    },
    again: (id: Card['id']) => change(id, { step: 'score', trouble: null }),
    finish({ id, busy }: Card, comment: string | null) {
      if (busy) return
      change(id, { busy: true, trouble: null })
      send({ comment }).then(
        ({ earned }) => change(id, { step: 'thanks', busy: false, earned }),
        () => {},
      )
    },
  }
}
