import type { Context, MiddlewareHandler } from 'hono'
import { type Env, headerOf, type Platform } from './call'
import { requestIdOf } from './request-id'

/** Of a reply with a body: https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers */
const SECURITY = {
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
}

/** What guards a body. */
export const guards = (body: string | null): Record<string, string> => (body === null ? {} : SECURITY)

/**
 * Headers are collected in a plain object, and `enveloped` makes the reply with all of them at once: a `Headers` that
 * every middleware adds to takes longer than the rest of a small reply. One that was made otherwise gets them here.
 */
export function envelope(platform: Platform): MiddlewareHandler<Env> {
  return async (c, next) => {
    const requestId = requestIdOf(headerOf(c.req.raw))
    const headers = { 'X-Request-Id': requestId }
    c.set('requestId', requestId)
    c.set('headers', headers)
    c.set('platform', platform)
    c.set('store', platform.openStore(c.env))
    await next()
    if (c.get('isEnveloped')) return
    for (const [name, value] of Object.entries({ ...SECURITY, ...headers })) c.res.headers.set(name, value)
  }
}

/** The reply of a route of ours. */
export function enveloped(
  c: Context<Env>,
  status: number,
  body: string | null,
  headers: Record<string, string>,
): Response {
  c.set('isEnveloped', true)
  return new Response(body, { status, headers: { ...guards(body), ...c.get('headers'), ...headers } })
}
