import type { Context, MiddlewareHandler } from 'hono'
import { networkOf } from '../store/network'
import type { Env } from './call'
import { hashOfKey, keyParts } from './credential'
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

interface Caller {
  name: string
  policy: 'secret' | 'page'
  quota: number
}

/**
 * So many calls a minute and caller, counted in the memory of this process, said in the headers of
 * draft-ietf-httpapi-ratelimit-headers-10. Without limits nothing is counted.
 */
export function rateLimits(limits: Limits | undefined): MiddlewareHandler<Env> {
  const count = fixedWindow(WINDOW_MS, MOST_CALLERS)
  return async (c, next) => {
    if (!limits) return next()
    const { name, policy, quota } = await callerOf(c, limits)
    const now = c.get('platform').clock()
    const used = count(name, now)
    const seconds = Math.ceil((WINDOW_MS - (now % WINDOW_MS)) / 1000)
    const headers = c.get('headers')
    headers['RateLimit-Policy'] = `"${policy}";q=${quota};w=${WINDOW_MS / 1000}`
    headers.RateLimit = `"${policy}";r=${Math.max(0, quota - used)};t=${seconds}`
    if (used > quota) throw refuse('rate_limited', undefined, { retryAfter: seconds })
    await next()
  }
}

/** A secret key counts for itself, wherever it is used; a publishable one is in every page, so the network counts too. */
async function callerOf(c: Context<Env>, limits: Limits): Promise<Caller> {
  const bearer = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? ''
  if (keyParts(bearer)?.kind === 'secret')
    return { name: await hashOfKey(bearer), policy: 'secret', quota: limits.secretPerMinute }
  const key = c.req.query('key') ?? ''
  const page = keyParts(key)?.kind === 'publishable' ? key : ''
  const network = networkOf(c.get('platform').network(c))
  return { name: `${page} ${network}`, policy: 'page', quota: limits.pagePerMinute }
}

/** How often each name came in the window around `now`; every window begins with an empty memory. */
function fixedWindow(windowMs: number, most: number): (name: string, now: number) => number {
  const counts = new Map<string, number>()
  let window = -1
  return (name, now) => {
    if (Math.floor(now / windowMs) !== window) {
      window = Math.floor(now / windowMs)
      counts.clear()
    }
    const used = (counts.get(name) ?? 0) + 1
    if (used > 1 || counts.size < most) counts.set(name, used)
    return used
  }
}
