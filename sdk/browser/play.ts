import { type Client, sessionOf } from './client'
import { LaurelError } from './error'
import { readMe, readStorefront } from './read'
import { isRefusal } from './retry'
import type { Session } from './session'
import { type Outcome, sendSpin, startSpin } from './spin'
import { dropStarted, keepStarted, readStarted, type StartedSpin } from './started'

/** Called with a result before the spin counts as seen. */
export type Show = (outcome: Outcome) => unknown

/** Spins, once at a time for each wheel: a second call meanwhile gets the same outcome. */
export function play(client: Client, wheelId: string, show?: Show): Promise<Outcome> {
  const { spinning } = client
  const running = spinning.get(wheelId)
  if (running) return running
  const turn = draw(client, wheelId, show).finally(() => {
    if (spinning.get(wheelId) === turn) spinning.delete(wheelId)
  })
  spinning.set(wheelId, turn)
  return turn
}

async function draw(client: Client, wheelId: string, show?: Show): Promise<Outcome> {
  const session = sessionOf(client)
  const subject = await session.subject()
  const started = readStarted(client.drawer, subject)[wheelId] ?? begin(client, wheelId)
  keepStarted(client.drawer, subject, started)
  try {
    const outcome = await finish(session, started, show)
    if (session !== client.session) throw new LaurelError('session_ended')
    dropStarted(client.drawer, subject, wheelId)
    settle(client, outcome)
    return outcome
  } catch (thrown) {
    if (session !== client.session) throw new LaurelError('session_ended')
    if (!isRefusal(thrown)) throw thrown
    dropStarted(client.drawer, subject, wheelId)
    await readMe(client)
    throw thrown
  }
}

function begin({ state }: Client, wheelId: string): StartedSpin {
  const wheel = state.me.value?.wheels.find(each => each.wheelId === wheelId)
  if (!wheel) throw new LaurelError('not_found')
  return startSpin(wheelId, wheel.commitment)
}

async function finish(session: Session, started: StartedSpin, show?: Show): Promise<Outcome> {
  const outcome = await sendSpin(session.send, started)
  await show?.(outcome)
  return outcome
}

/** Writes what the reply already says, then reads the rest: codes, pending points, live odds. */
function settle(client: Client, outcome: Outcome): void {
  const { state, hub } = client
  const { spins, next, proof } = outcome
  const me = state.me.value
  if (me) {
    const points = { ...me.points, ...outcome.points }
    const wheels = me.wheels.map(wheel => (wheel.wheelId === next.wheelId ? next : wheel))
    state.me.value = { ...me, points, spins, wheels }
  }
  void hub.emit('spin', outcome)
  void readMe(client)
  if (next.oddsHash !== proof.oddsHash) readStorefront(client, 'no-cache').catch(() => {})
}
