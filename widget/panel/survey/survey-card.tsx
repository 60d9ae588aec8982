import type { Prompt } from '../../../sdk/contract'
import { current } from '../app'
import type { Card } from '../prompt/card'
import type { Answering } from './answering'
import { Scale } from './scale'
import { bandOf } from './scores'
import { nameEarned, sayOf } from './texts'

export type Survey = Extract<Prompt, { kind: 'survey' }>

export interface SurveyCardProps extends Pick<Survey, 'survey'> {
  card: Card
  answering: Answering
  done(): void
}

/** A question, what is behind the answer, and thanks. */
export function SurveyCard({ card, survey, answering, done }: SurveyCardProps) {
  const { w } = current()
  const say = sayOf(survey, w)
  const { kind } = survey
  const { step, score, busy, trouble, earned } = card
  const band = bandOf(kind, score)
  const question = say(own => own.question, kind)
  const got = earned && nameEarned(w, earned, survey.thanks)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    answering.finish(card, `${new FormData(event.target as HTMLFormElement).get('words')}`.trim() || null)
  }
  if (step === 'thanks')
    return (
      <>
        <h3 tabIndex={-1}>{trouble ? w.text(trouble) : say(own => own.thanks[band], `thanks.${band}`)}</h3>
        {got && <p>{w.text('prompt.got', { award: got })}</p>}
        <button type="button" class="button plain" onClick={done}>
          {w.text('prompt.done')}
        </button>
      </>
    )
  return (
    <form onSubmit={submit} key={step}>
      <h3 id="asked" tabIndex={-1}>
        {score === null || step === 'score' ? question : say(own => own.followUp[band], band)}
      </h3>
      {step === 'score' ? (
        <Scale
          kind={kind}
          lowest={say(own => own.lowest, `${kind}.lowest`)}
          highest={say(own => own.highest, `${kind}.highest`)}
          choose={chosen => answering.choose(card.id, chosen)}
        />
      ) : (
        <>
          <textarea
            name="words"
            rows={3}
            maxLength={2000}
            aria-labelledby="asked"
            required={score === null}
          />
          {trouble && <p class="bad">{w.text(trouble)}</p>}
          <div class="actions">
            <button type="submit" class="button" aria-disabled={busy}>
              {w.text('prompt.send')}
            </button>
            {score !== null && (
              <button type="button" class="button plain" onClick={() => answering.finish(card, null)}>
                {w.text('prompt.skip')}
              </button>
            )}
          </div>
          {score !== null && (
            <button type="button" class="link" onClick={() => answering.again(card.id)}>
              {w.text('prompt.change', { n: score })}
            </button>
          )}
        </>
      )}
    </form>
  )
}
