import type { Outcome } from '../../../sdk/browser'
import { current } from '../app'
import { CodeActions } from '../codes/actions'
import type { Turn } from './turn'

export interface ResultProps {
  outcome: Outcome
  /** Another spin is possible: its button stands below. */
  again: boolean
  turn: Turn
}

/** What was won. */
export function Result({ outcome, again, turn }: ResultProps) {
  const { w, screen } = current()
  const { prize, code } = outcome
  const { Checked } = turn.state.value
  const won = prize && prize.award.kind !== 'nothing'
  return (
    <section class="voucher center">
      {won && <p class="muted">{w.text('won')}</p>}
      <h3>{won ? prize.name : w.text('won.nothing')}</h3>
      {code && <CodeActions code={code} />}
      {!code && !again && (
        <button
          type="button"
          class="button"
          onClick={() => {
            screen.value = 'home'
          }}
        >
          {w.text('done')}
        </button>
      )}
      {Checked ? (
        <Checked />
      ) : (
        <button type="button" class="link" onClick={() => turn.check(outcome)}>
          {w.text('check')}
        </button>
      )}
    </section>
  )
}
