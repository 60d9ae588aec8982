import { current } from '../app'
import { rungAmount } from '../ladder'

/** The balance, or the way to see it. */
export function Points() {
  const { w, laurel } = current()
  const me = laurel.me.value
  return me ? <b>{w.text('points', { n: me.points.available })}</b> : <Invitation />
}

function Invitation() {
  const { w, emit, hears, screen } = current()
  const enter = () => {
    if (hears('signin')) void emit('signin')
    else screen.value = 'home'
  }
  return (
    <button type="button" class="link" onClick={enter}>
      {w.text('guest')}
    </button>
  )
}

/** The tier and the way to the next. A visitor has none. */
export function Tier() {
  const { w, laurel } = current()
  const tier = laurel.me.value?.tier
  const ladder = laurel.program.value?.ladder
  if (!tier || !ladder) return null
  const { current: mine, next, progress, toNext } = tier
  const goal = next
    ? w.text('tier.next', { amount: rungAmount(w, ladder, toNext ?? 0), tier: next.name })
    : mine && w.text('tier.top')
  return (
    <>
      <div class="between">
        <b>{mine?.name}</b>
        <span>{goal}</span>
      </div>
      {next && <progress max={next.threshold} value={progress} aria-label={goal ?? ''} />}
    </>
  )
}
