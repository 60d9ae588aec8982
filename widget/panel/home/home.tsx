import { type ComponentChildren, Fragment } from 'preact'
import type { ScreenName } from '../../handoff'
import { current } from '../app'
import { nameEarn } from '../award'
import { Row } from '../row'
import { SignIn } from '../sign-in'
import { Balance } from './balance'
import { Coming } from './coming'

/** The first screen: where the shopper stands, and what to do next. */
export function Home() {
  const { laurel, w } = current()
  const me = laurel.me.value
  return (
    <>
      {me ? <Balance me={me} /> : <Guest />}
      {me?.customer.kind === 'guest' && (
        <section class="note">
          <p>{w.text('guest.keep')}</p>
          <SignIn plain />
        </section>
      )}
      <Next>
        {me && (
          <>
            <Coming me={me} />
            <div class="between">
              <Link to="activity" />
              <Link to="data" />
              <Link to="feedback" />
            </div>
          </>
        )}
      </Next>
    </>
  )
}

export function Guest() {
  const { w, laurel, screen } = current()
  return (
    <section class="hero">
      <h3>{w.text('guest')}</h3>
      <p>{w.text('guest.body')}</p>
      <div class="actions">
        <SignIn />
        {laurel.program.value?.guests && (
          <button type="button" class="button plain" onClick={() => (screen.value = 'join')}>
            {w.text('join')}
          </button>
        )}
      </div>
    </section>
  )
}

function Link({ to }: { to: ScreenName }) {
  const { w, screen } = current()
  return (
    <button type="button" class="link" onClick={() => (screen.value = to)}>
      {w.text(to)}
    </button>
  )
}

/**
 * What to do next, and what stands below it. Both are new where lines have come or gone since: what only moves aside is
 * a shift of the page.
 */
export function Next({ children }: { children?: ComponentChildren }) {
  const { w, laurel, screen } = current()
  const me = laurel.me.value
  const { program, wheels = [] } = laurel.storefront.value ?? {}
  const open = me?.wheels.find(({ entry }) => entry === 'free' || entry === 'spin')
  const wheel = me ? wheels.find(({ id }) => id === open?.wheelId) : wheels[0]
  const [rule] = program?.earn ?? []
  const [near] = (me?.missions ?? [])
    .filter(({ completed }) => !completed)
    .sort((a, b) => b.done / b.goal - a.done / a.goal)
  const go = (to: ScreenName) => () => (screen.value = to)
  const rows = [
    wheel && (
      <Row
        icon="wheel"
        title={
          me ? w.text(open?.entry === 'free' ? 'next.free' : 'next.spin', { n: me.spins }) : w.text('wheel')
        }
        detail={wheel.name}
        onClick={go('wheel')}
      />
    ),
    me && me.codes.length > 0 && (
      <Row
        icon="codes"
        title={w.text('next.codes', { n: me.codes.length })}
        detail={w.text('validTo', { date: w.date(me.codes[0]?.expiresAt ?? me.now, me.now) })}
        onClick={go('codes')}
      />
    ),
    (near || me?.checkIn) && (
      <Row
        icon="missions"
        title={near?.name ?? w.text('missions')}
        detail={near && w.text('progress', { done: near.done, goal: near.goal })}
        onClick={go('missions')}
      />
    ),
    <Row
      icon="earn"
      title={w.text('next.earn')}
      detail={rule && `${w.isolate(rule.name)}: ${nameEarn(w, rule.earn)}`}
      onClick={go('earn')}
    />,
  ].filter(Boolean)
  return (
    <Fragment key={rows.length}>
      <section>
        <h3>{w.text('next')}</h3>
        <ul class="rows">{rows}</ul>
      </section>
      {children}
    </Fragment>
  )
}
