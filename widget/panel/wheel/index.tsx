import { effect, signal, untracked } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import type { WheelView } from '../../../sdk/contract'
import { type App, current } from '../app'
import type { DiscProps } from '../disc'
import type { Face } from '../reveal/face'
import { Odds } from './odds'
import { Result } from './result'
import { slicesOf } from './slices'
import { SpinButton } from './spin-button'
import { createTurn, type Turn } from './turn'
import css from './wheel.css?inline'

/** A face that cannot be fetched is a disc: it is the same draw. */
interface Looks {
  Disc: ComponentType<DiscProps>
  createFace?(app: App, wheel: WheelView): Face | undefined
}

/** Every wheel that is open, and the spin that was never shown, if there is one. */
export function create(app: App): ComponentType {
  void import('../../../sdk/browser/play').catch(() => {})
  const turns: Record<string, Turn> = {}
  const looks = signal<Looks | null>(null)
  const turnOf = (wheel: WheelView) => {
    turns[wheel.id] ??= createTurn(app, wheel, looks.value?.createFace?.(app, wheel))
    return turns[wheel.id] as Turn
  }
  const all = () => app.laurel.storefront.value?.wheels ?? []
  const wheels = () => (looks.value ? all() : [])
  app.adopt('wheel', css)
  const faces = all().some(({ face }) => face !== 'wheel') && import('../reveal').catch(() => null)
  Promise.all([import('../disc'), faces]).then(
    ([disc, reveal]) => {
      disc.dress(app)
      looks.value = { ...disc, ...reveal }
    },
    () => {},
  )
  effect(() => {
    const wheel = wheels().find(({ id }) => id === app.unfinished.value)
    if (!wheel) return
    app.unfinished.value = null
    untracked(() => turnOf(wheel).spin(wheel))
  })
  return () =>
    wheels().map(wheel => (
      <Wheel key={wheel.id} wheel={wheel} turn={turnOf(wheel)} Disc={looks.value?.Disc} />
    ))
}

/**
 * What stands under a result comes with it, and goes when the next spin is pressed: a result comes seconds after
 * the press, here or at the same wheel elsewhere on the page, and then nothing on the screen may move.
 */
function Wheel({ wheel, turn, Disc }: { wheel: WheelView; turn: Turn; Disc?: Looks['Disc'] }) {
  const { laurel, w, outcomes } = current()
  const { busy, odds, trouble, uncover } = turn.state.value
  const outcome = outcomes.value[wheel.id]
  const { View } = turn
  const state = laurel.me.value?.wheels.find(({ wheelId }) => wheelId === wheel.id)
  return (
    <>
      <div class="center">
        <h3>{wheel.name}</h3>
        {View ? (
          <View {...{ busy, outcome }} />
        ) : (
          Disc && <Disc slices={slicesOf(wheel, odds ?? wheel.odds, w.text('noPrize'))} rotor={turn.place} />
        )}
      </div>
      {outcome && !busy && <Result outcome={outcome} turn={turn} again={Boolean(state?.entry)} />}
      <SpinButton
        key={outcome?.id}
        {...{ wheel, state, busy, trouble, uncover }}
        spin={() => turn.spin(wheel)}
      />
      {!busy && <Odds key={outcome?.id} wheel={wheel} />}
    </>
  )
}
