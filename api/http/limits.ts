import type { MiddlewareHandler } from 'hono'
import { flat } from '../store/flat'
import { networkOf } from '../store/network'
import { type Env, headerOf } from './call'
import { bearerIn, keyParts } from './credential'
import { refuse } from './refusal'

export interface Limits {
  /** Of one secret key. */
  secretPerMinute: number
  /** Of one publishable key and network; of a network alone where there is no key. */
  pagePerMinute: number
}

export const COURTESY: Limits = { secretPerMinute: 6000, pagePerMinute: 1200 }

const WINDOW_MS = 60_000
/** Callers beyond so many in one window are not counted: this is a courtesy among callers, not a wall. */
const MOST_CALLERS = 50_000

/** Who calls, as far as it is looked at here. */
export interface Caller {
  name: string
  policy: 'secret' | 'page'
}

/** What the caller is told of how much it has left. */
export interface Counted {
  headers: Record<string, string>
  /** Seconds until it may call again; null where it may now. */
  waitS: number | null
}

/** Counts a call from a network address. */
export type Limiter = (caller: Caller, address: string, now: number) => Counted

/**
 * So many calls a minute and caller, counted in the memory of this process, said in the headers of
 * draft-ietf-httpapi-ratelimit-headers-10. Without limits nothing is counted.
 */
export function openLimiter(limits: Limits | undefined): Limiter {
  if (!limits) return () => ({ headers: {}, waitS: null })
  const count = fixedWindow(WINDOW_MS, MOST_CALLERS)
  const quotas = { secret: limits.secretPerMinute, page: limits.pagePerMinute }
  return ({ name, policy }, address, now) => {
    const quota = quotas[policy]
    const used = count(name, policy === 'page' ? networkOf(address) : '', now)
    const seconds = Math.ceil((WINDOW_MS - (now % WINDOW_MS)) / 1000)
    const headers = {
      'RateLimit-Policy': `"${policy}";q=${quota};w=${WINDOW_MS / 1000}`,
      RateLimit: `"${policy}";r=${Math.max(0, quota - used)};t=${seconds}`,
    }
    return { headers, waitS: used > quota ? seconds : null }
  }
}

export function rateLimits(limiter: Limiter): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { clock, network } = c.get('platform')
    const caller = callerOf(c.req.raw.headers.get('Authorization'), c.req.query('key'))
    c.set('caller', caller)
    const counted = limiter(caller, network(headerOf(c.req.raw), c.env), clock())
    Object.assign(c.get('headers'), counted.headers)
    if (counted.waitS !== null) throw refuse('rate_limited', undefined, { retryAfter: counted.waitS })
    return next()
  }
}

/** A secret key counts for itself, wherever it is used; a publishable one is in every page, so the network counts too. */
function callerOf(authorization: string | null, key = ''): Caller {
  const bearer = bearerIn(authorization) ?? ''
  if (keyParts(bearer)?.kind === 'secret') return { name: bearer, policy: 'secret' }
  return { name: keyParts(key)?.kind === 'publishable' ? key : '', policy: 'page' }
}

/**
 * How often each caller came from each place in the window around `now`; every window begins with an empty memory. Of the
 * two no new text is made: to find one that is new, all of it has to be read.
 */
function fixedWindow(windowMs: number, most: number): (name: string, place: string, now: number) => number {
  const counts = new Map<string, Map<string, number>>()
  let callers = 0
  let window = -1
  return (name, place, now) => {
    if (Math.floor(now / windowMs) !== window) {
      window = Math.floor(now / windowMs)
      counts.clear()
      callers = 0
    }
    const places = counts.get(name) ?? new Map<string, number>()
    const used = (places.get(place) ?? 0) + 1
    if (used === 1) {
      if (callers >= most) return used
      callers += 1
      if (places.size === 0) counts.set(flat(name), places)
    }
    places.set(place, used)
    return used
  }
}
