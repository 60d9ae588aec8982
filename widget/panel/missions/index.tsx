import type { ComponentType } from 'preact'
import type { Me } from '../../../sdk/contract'
import { type App, current } from '../app'
import { nameEarn } from '../award'
import { Notice } from '../notice'
import { Row } from '../row'
import { SignIn } from '../sign-in'
import { Badge } from './badge-icon'
import { CheckIn, createToday, type Today } from './check-in'
import css from './missions.css?inline'
import { Progress } from './progress'

/** What to do beside buying: come by every day, keep a streak, reach a goal. */
export function create(app: App): ComponentType {
  const today = createToday(app)
  app.adopt('missions', css)
  return () => {
    const me = app.laurel.me.value
    return me ? <Missions me={me} today={today} /> : <Offered />
  }
}

function Missions({ me, today }: { me: Me; today: Today }) {
  const { w } = current()
  const { missions, streaks, badges, checkIn, now } = me
  if (!checkIn && !missions.length && !streaks.length && !badges.length)
    return <Notice icon="missions" title={w.text('missions.none')} body={w.text('missions.none.body')} />
  return (
    <>
      {checkIn && <CheckIn checkIn={checkIn} now={now} today={today} />}
      {streaks.length > 0 && (
        <section>
          <h3>{w.text('missions.streaks')}</h3>
          <ul class="rows">
            {streaks.map(({ run, freezesLeft: n, ...streak }) => (
              <Progress
                {...streak}
                key={streak.ruleId}
                done={run}
                now={now}
                more={run > 0 && n > 0 && w.text('missions.freezes', { n })}
              />
            ))}
          </ul>
        </section>
      )}
      {missions.length > 0 && (
        <section>
          <h3>{w.text('missions')}</h3>
          <ul class="rows">
            {missions.map(mission => (
              <Progress {...mission} key={mission.ruleId} now={now} />
            ))}
          </ul>
        </section>
      )}
      {badges.length > 0 && (
        <section>
          <h3>{w.text('missions.badges')}</h3>
          <ul class="badges">
            {badges.map(({ ruleId, name, icon }) => (
              <li key={ruleId}>
                <Badge icon={icon} />
                {name}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** To somebody we do not know. */
function Offered() {
  const { w, laurel } = current()
  const series = laurel.program.value?.earn.filter(
    ({ goal, streak, on }) => goal || streak || on === 'check-in',
  )
  return (
    <>
      <div class="note">
        <p>{w.text('missions.signIn')}</p>
        <SignIn />
      </div>
      <ul class="rows">
        {series?.map(({ id, name, earn }) => (
          <Row key={id} icon="missions" title={name} detail={nameEarn(w, earn)} />
        ))}
      </ul>
    </>
  )
}
