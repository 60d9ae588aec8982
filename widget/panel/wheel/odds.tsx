import type { WheelView } from '../../../sdk/contract'
import { current } from '../app'
import { slicesOf } from './slices'

/** Every prize with its live chance, and what happens when one runs out. */
export function Odds({ wheel }: { wheel: WheelView }) {
  const { w, laurel } = current()
  const slices = slicesOf(wheel, wheel.odds, w.text('noPrize'))
  const gone = wheel.prizes.filter(({ id }) => !slices.some(({ prizeId }) => prizeId === id))
  const rows = [...slices, ...gone.map(({ id, name }) => ({ prizeId: id, name, chance: 0 }))]
  const until = wheel.until && w.date(wheel.until, laurel.me.value?.now ?? wheel.until)
  return (
    <section>
      <h3>{w.text('odds')}</h3>
      <ul class="rows">
        {rows.map(({ prizeId, name, chance }) => (
          <li class={chance ? 'between' : 'between muted'} key={prizeId}>
            <span>{name}</span>
            <b translate={false}>{chance ? w.percent(chance) : w.text('gone')}</b>
          </li>
        ))}
      </ul>
      <p class="muted">
        {w.text(wheel.soldOut)} {until && w.text('until', { date: until })}
      </p>
    </section>
  )
}
