import type { Me } from '../../../sdk/contract'
import { current } from '../app'
import { rungAmount } from '../ladder'

/** Points, large, and the way to the next tier. */
export function Balance({ me }: { me: Me }) {
  const { w } = current()
  const { name } = me.customer
  const { available } = me.points
  return (
    <section class="hero">
      <div class="between">
        <p>{name ? w.text('hello', { name }) : w.text('balance')}</p>
        {me.tier?.current && <span class="chip">{me.tier.current.name}</span>}
      </div>
      <p class="points">
        <b translate={false}>{w.number(available)}</b> <span>{w.text('points.unit', { n: available })}</span>
      </p>
      <TierProgress me={me} />
    </section>
  )
}

function TierProgress({ me: { tier, now } }: { me: Me }) {
  const { w, laurel } = current()
  const ladder = laurel.program.value?.ladder
  if (!tier || !ladder) return null
  const { current: mine, next, progress, toNext, keptUntil } = tier
  const kept = mine && keptUntil && w.text('tier.until', { tier: mine.name, date: w.date(keptUntil, now) })
  const goal = next
    ? w.text('tier.next', { amount: rungAmount(w, ladder, toNext ?? 0), tier: next.name })
    : mine && w.text('tier.top')
  return (
    <>
      {next && <progress max={next.threshold} value={progress} aria-label={goal ?? ''} />}
      <div class="between small">
        <p>{goal}</p>
        <p>{kept}</p>
      </div>
    </>
  )
}
