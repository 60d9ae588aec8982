import type { WheelView } from '../../../sdk/contract'
import { current } from '../app'
import { slicesOf } from './slices'

/** Every prize with its live chance, and what happens when one runs out. */
export function Odds({ wheel }: { wheel: WheelView }) {
  const { w, laurel } = current()
  const slices = slicesOf(wheel, wheel.odds, w.text('noPrize'))
  const gone = wheel.prizes.filter(({ id }) => !slices.some(({ prizeId }) => prizeId === id))
  const until = wheel.until && w.date(wheel.until, laurel.me.value?.now ?? wheel.until)
  return (
    <section>
      <h3>{w.text('odds')}</h3>
      <ul class="odds">
        {slices.map(({ prizeId, name, chance }) => (
          <li class="between" key={prizeId}>
            <span>{name}</span>
            <b translate={false}>{w.percent(chance)}</b>
          </li>
        ))}
        {gone.map(({ id, name }) => (
          <li class="between muted" key={id}>
            <span>{name}</span>
            <span>{w.text('gone')}</span>
          </li>
        ))}
      </ul>
      <p class="muted">
        {w.text(wheel.soldOut)} {until && w.text('until', { date: until })}
      </p>
    </section>
  )
}
