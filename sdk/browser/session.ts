import { asLaurelError, LaurelError } from './error'
import { type Identify, subjectOf } from './token'
import type { Call, Send } from './transport'

/** One shopper, from `identify` to `logout`. Nothing it asked for is delivered after its end. */
export interface Session {
  /** The `sub` of its token. Rejects with `signed_out` when the page has no token to give. */
  subject(): Promise<string>
  /** Sends as this shopper; when the token is refused, asks for a new one once. */
  send: Send
  end(): void
}

/**
 * @param onStranger the page's newest token speaks for somebody else: this session ends, another must begin
 */
export function openSession(
  ask: Identify,
  send: Send,
  onStranger: () => void,
  first?: Promise<string>,
): Session {
  const life = new AbortController()
  let current = askFor(first ? async () => (await first.catch(() => null)) ?? answer(ask) : ask)
  const subject = current.then(token => subjectOf(token) as string)
  current.catch(() => {})
  subject.catch(() => {})

  const renew = async (refused: Promise<string>) => {
    if (refused === current) current = askFor(ask)
    if (subjectOf(await current) === (await subject)) return current
    onStranger()
    throw new LaurelError('session_ended')
  }

  const attempt = async <T>(call: Call, token: Promise<string>) => {
    const reply = await send<T>({ ...call, token: await token, signal: life.signal })
    if (life.signal.aborted) throw new LaurelError('session_ended')
    return reply
  }

  return {
    subject: () => subject,
    async send<T>(call: Call): Promise<T> {
      const token = current
      try {
        return await attempt<T>(call, token)
      } catch (thrown) {
        if (life.signal.aborted) throw new LaurelError('session_ended')
        if ((thrown as LaurelError).status !== 401) throw thrown
      }
      return attempt<T>(call, Promise.resolve(await renew(token)))
    },
    end: () => life.abort(),
  }
}

const answer = (ask: Identify) => (typeof ask === 'function' ? ask() : ask)

async function askFor(ask: Identify): Promise<string> {
  try {
    const token = (await answer(ask))?.trim()
    if (token && subjectOf(token) !== null) return token
  } catch (thrown) {
    throw asLaurelError(thrown, 'identify_failed')
  }
  throw new LaurelError('signed_out')
}
