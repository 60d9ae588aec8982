import { effect, untracked } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import type { WheelView } from '../../../sdk/contract'
import { type App, current } from '../app'
import { Disc } from './disc'
import { Odds } from './odds'
import { Result } from './result'
import { slicesOf } from './slices'
import { SpinButton } from './spin-button'
import { createTurn, type Turn } from './turn'
import css from './wheel.css?inline'

/** Every wheel that is open, and the spin that was never shown, if there is one. */
export function create(app: App): ComponentType {
  const turns: Record<string, Turn> = {}
  const turnOf = ({ id }: WheelView) => {
    turns[id] ??= createTurn(app, id)
    return turns[id]
  }
  const wheels = () => app.laurel.storefront.value?.wheels ?? []
  app.adopt('wheel', css)
  effect(() => {
    const wheel = wheels().find(({ id }) => id === app.unfinished.value)
    if (!wheel) return
    app.unfinished.value = null
    untracked(() => turnOf(wheel).spin(wheel))
  })
  return () => wheels().map(wheel => <Wheel key={wheel.id} wheel={wheel} turn={turnOf(wheel)} />)
}

/**
 * What stands under a result comes with it, and goes when the next spin is pressed: a result comes seconds after
 * the press, and then nothing on the screen may move.
 */
function Wheel({ wheel, turn }: { wheel: WheelView; turn: Turn }) {
  const { laurel, w, outcomes } = current()
  const { busy, odds, trouble } = turn.state.value
  const outcome = outcomes.value[wheel.id]
  const state = laurel.me.value?.wheels.find(({ wheelId }) => wheelId === wheel.id)
  return (
    <>
      <div class="center">
        <h3>{wheel.name}</h3>
        <Disc slices={slicesOf(wheel, odds ?? wheel.odds, w.text('noPrize'))} rotor={turn.place} />
      </div>
      {outcome && !busy && <Result outcome={outcome} turn={turn} again={Boolean(state?.entry)} />}
      <SpinButton key={outcome?.id} {...{ wheel, state, busy, trouble }} spin={() => turn.spin(wheel)} />
      {!busy && <Odds wheel={wheel} />}
    </>
  )
}
