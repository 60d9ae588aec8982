import { and, eq, isNull } from 'drizzle-orm'
import type { Context, MiddlewareHandler } from 'hono'
import { keys } from '../merchants/table'
import type { Env } from './call'
import { hashOfKey, keyParts } from './credential'
import { enveloped } from './envelope'

const EXPOSED = 'ETag, X-Request-Id, Idempotent-Replayed, Retry-After, RateLimit, RateLimit-Policy'

/** Of all that a browser asks for: another origin may get another answer. */
export const VARY = { Vary: 'Origin' }

/**
 * CORS follows the origins a publishable key is bound to. The key travels in the query of every browser call,
 * so that a preflight, which carries no headers of ours, knows whose page it is.
 */
export function browserCalls(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('Origin')
    Object.assign(c.get('headers'), VARY)
    await next()
    if (origin && (await mayRead(c, origin))) {
      for (const [name, value] of Object.entries(readableBy(origin))) c.res.headers.set(name, value)
    }
  }
}

/** Answers what a browser asks before a call. */
export function preflights(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('Origin')
    return c.req.method === 'OPTIONS' && origin ? preflight(c, origin) : next()
  }
}

/** What lets a page of this origin read a reply. */
export const readableBy = (origin: string): Record<string, string> => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': EXPOSED,
})

/** A refusal that comes before the key was looked at is for the page to read too. */
async function mayRead(c: Context<Env>, origin: string): Promise<boolean> {
  const known = c.get('allowedOrigins')
  if (known) return known.includes(origin)
  const key = c.req.query('key') ?? ''
  return c.res.status >= 400 && keyParts(key)?.kind === 'publishable' && allows(c, key, origin)
}

async function preflight(c: Context<Env>, origin: string): Promise<Response> {
  const key = c.req.query('key') ?? ''
  if (keyParts(key)?.kind !== 'publishable' || !(await allows(c, key, origin)))
    return enveloped(c, 204, null, {})
  return enveloped(c, 204, null, {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers':
      'Authorization, Content-Type, Idempotency-Key, X-Request-Id, If-None-Match',
    'Access-Control-Max-Age': '600',
  })
}

async function allows(c: Context<Env>, key: string, origin: string): Promise<boolean> {
  const store = c.get('store')
  const where = and(eq(keys.hash, await hashOfKey(key)), isNull(keys.revokedAt))
  const reading = store.read({ rows: store.db.select().from(keys).where(where) })
  const rows = await reading.then(read => read.rows).catch(() => [])
  return rows[0]?.allowedOrigins.includes(origin) ?? false
}
