import type { WheelState, WheelView } from '../../../sdk/contract'
import { current } from '../app'
import { SignIn } from '../sign-in'
import { LOST, sayTrouble } from './trouble'

export interface SpinButtonProps {
  wheel: WheelView
  state: WheelState | undefined
  busy: boolean
  trouble: string | null
  spin(): unknown
}

/** The button says what a spin costs; when there is none to be had, it says why and when. */
export function SpinButton({ wheel, state, busy, trouble, spin }: SpinButtonProps) {
  const { w, laurel } = current()
  const me = laurel.me.value
  const lost = trouble === LOST
  const entry = state?.entry
  const reason = busy ? null : (trouble ?? (me ? !entry && state?.reason : 'guest.spin'))
  const label = busy
    ? w.text('spinning')
    : lost
      ? w.text('spin.show')
      : entry === 'points'
        ? w.text('spin.points', { n: wheel.price ?? 0 })
        : entry === 'spin'
          ? w.text('spin.spin', { n: me?.spins ?? 0 })
          : w.text('spin.free')
  return (
    <div class="center">
      {(entry || lost || busy) && (
        <button type="button" class="button" aria-disabled={busy} onClick={spin}>
          {label}
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
