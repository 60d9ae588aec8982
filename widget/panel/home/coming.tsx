import type { Me } from '../../../sdk/contract'
import { current } from '../app'
import { rungAmount } from '../ladder'
import { Row } from '../row'

/** What time will do to the points and the tier. */
export function Coming({ me: { points, tier, now } }: { me: Me }) {
  const { w, laurel } = current()
  const { pending, nextPending, nextExpiry } = points
  const ladder = laurel.program.value?.ladder
  const said = (n: number) => w.text('points', { n })
  const toKeep = tier?.current && tier.keptUntil && tier.toKeep ? tier.toKeep : 0
  if (!pending && !nextExpiry && !toKeep) return null
  return (
    <section>
      <h3>{w.text('coming')}</h3>
      <ul class="rows">
        {pending > 0 && (
          <Row
            icon="activity"
            title={w.text('pending', { points: said(pending) })}
            detail={
              nextPending &&
              w.text(nextPending.points === pending ? 'pending.all' : 'pending.next', {
                points: said(nextPending.points),
                date: w.date(nextPending.at, now),
              })
            }
          />
        )}
        {nextExpiry && (
          <Row
            icon="activity"
            title={w.text('expiry', { points: said(nextExpiry.points), date: w.date(nextExpiry.at, now) })}
          />
        )}
        {toKeep > 0 && ladder && tier?.current && tier.keptUntil && (
          <Row
            icon="crown"
            title={w.text('tier.keep', {
              tier: tier.current.name,
              amount: rungAmount(w, ladder, toKeep),
              date: w.date(tier.keptUntil, now),
            })}
          />
        )}
      </ul>
    </section>
  )
}
