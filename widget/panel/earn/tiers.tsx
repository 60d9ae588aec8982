import { current } from '../app'
import { type LadderView, rungAmount } from '../ladder'

/** The ladder from its first rung up; the shopper's own is marked. */
export function Tiers({ ladder }: { ladder: LadderView }) {
  const { laurel, w } = current()
  const mine = laurel.me.value?.tier?.current?.id
  return (
    <section>
      <h3>{w.text('tiers')}</h3>
      <ol class="tiers">
        {ladder.tiers.map(({ id, name, threshold, multiplier, perks }) => (
          <li class="voucher" key={id} aria-current={id === mine ? 'true' : undefined}>
            <div class="between">
              <b>{name}</b>
              {id === mine ? (
                <span class="chip">{w.text('tiers.yours')}</span>
              ) : (
                <span class="muted">
                  {w.text('tiers.from', { amount: rungAmount(w, ladder, threshold) })}
                </span>
              )}
            </div>
            <ul>
              {multiplier > 1 && <li>{w.text('tiers.times', { times: multiplier })}</li>}
              {perks.map(perk => (
                <li key={perk}>{perk}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
