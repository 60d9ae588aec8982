import type { ComponentType } from 'preact'
import type { ScreenName } from '../../handoff'
import { current } from '../app'
import { nameEarn } from '../award'
import { Balance } from '../home/balance'
import { Guest, Next } from '../home/home'
import { Row } from '../row'
import type { TextKey } from '../words'

const WAYS_SHOWN = 4

export const create = (): ComponentType => Account

/** The programme in a page of the shop: where the shopper stands and what to do next, or what a visitor could have. */
function Account() {
  const { laurel } = current()
  const me = laurel.me.value
  return (
    <>
      {me ? <Balance me={me} /> : <Guest />}
      {me ? <Next /> : <Ways />}
      <div class="last">
        {me ? <Link to="activity" text="activity" /> : <Link to="earn" text="next.earn" />}
      </div>
    </>
  )
}

function Ways() {
  const { w, laurel } = current()
  return (
    <ul class="rows">
      {laurel.program.value?.earn.slice(0, WAYS_SHOWN).map(({ id, name, earn }) => (
        <Row key={id} icon="earn" title={name} detail={nameEarn(w, earn)} />
      ))}
    </ul>
  )
}

function Link({ to, text }: { to: ScreenName; text: TextKey }) {
  const { w, screen } = current()
  return (
    <button type="button" class="link" onClick={() => (screen.value = to)}>
      {w.text(text)}
    </button>
  )
}
