import type { WheelState, WheelView } from '../../../sdk/contract'
import { current } from '../app'
import { SignIn } from '../sign-in'
import { isLost, troubleText } from './trouble'

export interface SpinButtonProps {
  wheel: WheelView
  state: WheelState | undefined
  busy: boolean
  trouble: string | null
  /** A result is shown above. */
  again: boolean
  spin(): unknown
}

/** The button says what a spin costs; when there is none to be had, it says why and when. */
export function SpinButton({ wheel, state, busy, trouble, again, spin }: SpinButtonProps) {
  const { w, laurel } = current()
  const me = laurel.me.value
  const lost = isLost(trouble)
  const entry = state?.entry
  const reason = trouble ?? (entry ? null : state?.reason)
  const label = busy
    ? w.text('spinning')
    : lost
      ? w.text('spin.show')
      : entry === 'points'
        ? w.text('spin.points', { n: wheel.price ?? 0 })
        : entry === 'spin'
          ? w.text('spin.spin', { n: me?.spins ?? 0 })
          : w.text(again ? 'spin.again' : 'spin.free')
  return (
    <div class="center">
      {!me && <p class="muted">{w.text('guest.spin')}</p>}
      {!me && <SignIn />}
      {(entry || lost || busy) && (
        <button type="button" class="button spin" aria-disabled={busy} onClick={spin}>
          {label}
        </button>
      )}
      {reason && !busy && <p class={trouble ? 'bad' : 'muted'}>{w.text(troubleText(reason))}</p>}
      {state?.nextFreeAt && !entry && !busy && (
        <p class="muted">{w.text('nextFree', { moment: w.moment(state.nextFreeAt) })}</p>
      )}
    </div>
  )
}
