import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Reward } from '../../sdk/server'
import type { Shopper } from '../wire'

/** One browser's visit. Kept in memory: a real shop has its own. */
export interface Session {
  /** In the cookie. */
  id: string
  shopper: Shopper | null
  /** Quantity by SKU. */
  basket: Map<string, number>
  code: { code: string; reward: Reward } | null
  /** The order being paid: a second attempt is the same order, and holds the same code. */
  orderId: string | null
  paying: boolean
}

export type SessionEnv = { Variables: { session: Session } }

const COOKIE = 'wrenfig'
const MOST_SESSIONS = 1000
const sessions = new Map<string, Session>()

/** Finds the session of the cookie, or begins one; the browser is told the id when it is another. */
export function withSession(): MiddlewareHandler<SessionEnv> {
  return async function session(c, next) {
    const known = getCookie(c, COOKIE)
    c.set('session', sessions.get(known ?? '') ?? begin(null, new Map()))
    await next()
    const { id } = c.var.session
    if (id !== known) setCookie(c, COOKIE, id, { httpOnly: true, sameSite: 'Lax', path: '/' })
  }
}

/** A new id on sign-in and sign-out, so that an id somebody else knows is worth nothing. */
export function renew(c: Context<SessionEnv>, shopper: Shopper | null): Session {
  const { id, basket } = c.var.session
  sessions.delete(id)
  const session = begin(shopper, shopper ? basket : new Map())
  c.set('session', session)
  return session
}

function begin(shopper: Shopper | null, basket: Map<string, number>): Session {
  const id = crypto.randomUUID()
  const session: Session = { id, shopper, basket, code: null, orderId: null, paying: false }
  if (sessions.size >= MOST_SESSIONS) sessions.delete(sessions.keys().next().value ?? '')
  sessions.set(id, session)
  return session
}
