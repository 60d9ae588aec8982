import type { MiddlewareHandler } from 'hono'
import { flat } from '../store/flat'
import { networkOf } from '../store/network'
import { type Env, headerOf } from './call'
import { bearerIn, keyParts } from './credential'
import { refuse } from './refusal'

export interface Limits {
  /** Of one secret key. */
  secretPerMinute: number
  /** Of one publishable key and network; of a network alone where there is no key. As many preflights may come before. */
  pagePerMinute: number
}

export const COURTESY: Limits = { secretPerMinute: 6000, pagePerMinute: 1200 }

const WINDOW_MS = 60_000
/** Callers beyond so many in one window are not counted: this is a courtesy among callers, not a wall. */
const MOST_CALLERS = 50_000

const MOST_KEYS = 10_000
/** Keys that were found to be good, with the origins of each. */
const believed = new Map<string, string[]>()
/** Whoever has no key, or one that nobody knows. */
const STRANGER = ''

/** Who calls, as far as it is looked at here. */
export interface Caller {
  /** Their key. */
  name: string
  policy: 'secret' | 'page' | 'preflight'
}

/** What the caller is told of how much it has left. */
export interface Counted {
  headers: Record<string, string>
  /** Seconds until it may call again; null where it may now. */
  waitS: number | null
}

/** Counts a call from a network address, or takes it back with `calls` of -1. */
export type Limiter = (caller: Caller, address: string, now: number, calls?: number) => Counted

/**
 * So many calls a minute and caller, counted in the memory of this process, said in the headers of
 * draft-ietf-httpapi-ratelimit-headers-10. Without limits nothing is counted.
 */
export function openLimiter(limits: Limits | undefined): Limiter {
  if (!limits) return () => ({ headers: {}, waitS: null })
  const counting = (quota: number) => ({ quota, count: fixedWindow(WINDOW_MS, MOST_CALLERS) })
  const policies = {
    secret: counting(limits.secretPerMinute),
    page: counting(limits.pagePerMinute),
    preflight: counting(limits.pagePerMinute),
  }
  return ({ name, policy }, address, now, calls = 1) => {
    const { quota, count } = policies[policy]
    const isAnywhere = policy === 'secret' && name !== STRANGER
    const used = count(name, isAnywhere ? '' : networkOf(address), now, calls)
    const seconds = Math.ceil((WINDOW_MS - (now % WINDOW_MS)) / 1000)
    const headers = {
      'RateLimit-Policy': `"${policy}";q=${quota};w=${WINDOW_MS / 1000}`,
      RateLimit: `"${policy}";r=${Math.max(0, quota - used)};t=${seconds}`,
    }
    return { headers, waitS: used > quota ? seconds : null }
  }
}

/**
 * Anybody can make up a key, so one counts with all other strangers of its network until it was believed. What a page is
 * refused for its calls it can read, if its origin was among those of the key: the database is not asked any more.
 */
export function rateLimits(limiter: Limiter): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { clock, network } = c.get('platform')
    const caller = callerOf(c.req.raw, c.req.query('key'))
    c.set('caller', caller)
    const address = network(headerOf(c.req.raw), c.env)
    const known = believed.get(caller.name)
    const stranger = { ...caller, name: STRANGER }
    const counted = limiter(known ? caller : stranger, address, clock())
    Object.assign(c.get('headers'), counted.headers)
    if (counted.waitS !== null) {
      c.set('allowedOrigins', known ?? [])
      throw refuse('rate_limited', undefined, { retryAfter: counted.waitS })
    }
    await next()
    const origins = c.get('allowedOrigins')
    if (!origins || c.get('believed') !== caller.policy) return
    if (!known) {
      limiter(stranger, address, clock(), -1)
      limiter(caller, address, clock())
      if (believed.size >= MOST_KEYS) believed.clear()
    }
    believed.set(known ? caller.name : flat(caller.name), origins)
  }
}

/**
 * Who sends a publishable key is a page, whatever else it sends; such a key is in every page, so the network counts too. A
 * secret key counts for itself, wherever it is used. A preflight counts apart: where it was refused for the calls of its
 * page, the page could not read why.
 */
function callerOf({ method, headers }: Request, key = ''): Caller {
  const isPage = keyParts(key)?.kind === 'publishable'
  if (method === 'OPTIONS') return { name: isPage ? key : STRANGER, policy: 'preflight' }
  if (isPage) return { name: key, policy: 'page' }
  const bearer = bearerIn(headers.get('Authorization')) ?? ''
  if (keyParts(bearer)?.kind === 'secret') return { name: bearer, policy: 'secret' }
  return { name: STRANGER, policy: 'page' }
}

/**
 * How often each caller came from each place in the window around `now`; every window begins with an empty memory. Of the
 * two no new text is made: to find one that is new, all of it has to be read.
 */
function fixedWindow(
  windowMs: number,
  most: number,
): (name: string, place: string, now: number, calls: number) => number {
  const counts = new Map<string, Map<string, number>>()
  let callers = 0
  let window = -1
  return (name, place, now, calls) => {
    if (Math.floor(now / windowMs) !== window) {
      window = Math.floor(now / windowMs)
      counts.clear()
      callers = 0
    }
    const places = counts.get(name) ?? new Map<string, number>()
    const before = places.get(place)
    const used = Math.max(0, (before ?? 0) + calls)
    if (before === undefined) {
      if (callers >= most) return used
      callers += 1
      if (places.size === 0) counts.set(flat(name), places)
    }
    places.set(place, used)
    return used
  }
}
