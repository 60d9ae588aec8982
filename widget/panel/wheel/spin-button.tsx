import type { WheelState, WheelView } from '../../../sdk/contract'
import { current } from '../app'
import { SignIn } from '../sign-in'
import type { TextKey } from '../words'
import { LOST, sayTrouble } from './trouble'
import type { TurnState } from './turn'

export interface SpinButtonProps {
  wheel: WheelView
  state: WheelState | undefined
  busy: boolean
  trouble: string | null
  /** It is the shopper's turn: the button does it for them. */
  uncover: TurnState['uncover']
  spin(): unknown
}

/** The button says what a spin costs; when there is none to be had, it says why and when. */
export function SpinButton({ wheel, state, busy, trouble, uncover, spin }: SpinButtonProps) {
  const { w, laurel } = current()
  const me = laurel.me.value
  const lost = trouble === LOST
  /** The wheel as we have it may be older than what it costs now. */
  const entry = state?.entry === 'points' && !wheel.price ? null : state?.entry
  const reason = busy ? null : (trouble ?? (me ? !entry && state?.reason : 'guest.spin'))
  const doing = busy ? (uncover ? 'now' : 'busy') : lost ? 'show' : (entry ?? 'free')
  const n = entry === 'points' ? wheel.price : me?.spins
  const verb = wheel.face === 'wheel' ? 'spin' : wheel.face
  return (
    <div class="center">
      {(entry || lost || busy) && (
        <button type="button" class="button" aria-disabled={busy && !uncover} onClick={uncover ?? spin}>
          {w.text(`${verb}.${doing}` as TextKey, { n: n ?? 0 })}
        </button>
      )}
      {reason && <p class={trouble ? 'bad' : 'muted'}>{sayTrouble(w, reason)}</p>}
      {!me && <SignIn />}
      {reason && me && state?.nextFreeAt && (
        <p class="muted">{w.text('nextFree', { date: w.date(state.nextFreeAt, me.now) })}</p>
      )}
    </div>
  )
}
