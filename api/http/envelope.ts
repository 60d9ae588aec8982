import type { Context, MiddlewareHandler } from 'hono'
import type { Env, Platform } from './call'

/** https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers */
const SECURITY = {
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
}

const REQUEST_ID = /^[\w\-=]{1,255}$/

/** The caller's own, where it is one. */
export function requestIdOf(headers: Headers): string {
  const sent = headers.get('X-Request-Id')
  return sent && REQUEST_ID.test(sent) ? sent : `req_${crypto.randomUUID().replaceAll('-', '')}`
}

/** What every reply carries. */
export const headersOf = (requestId: string): Record<string, string> => ({
  ...SECURITY,
  'X-Request-Id': requestId,
})

/**
 * Headers are collected in a plain object, and `enveloped` makes the reply with all of them at once: a `Headers` that
 * every middleware adds to takes longer than the rest of a small reply. One that was made otherwise gets them here.
 */
export function envelope(platform: Platform): MiddlewareHandler<Env> {
  return async (c, next) => {
    const requestId = requestIdOf(c.req.raw.headers)
    const headers = headersOf(requestId)
    c.set('requestId', requestId)
    c.set('headers', headers)
    c.set('platform', platform)
    c.set('store', platform.openStore(c.env))
    await next()
    if (c.get('isEnveloped')) return
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
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
  return new Response(body, { status, headers: { ...c.get('headers'), ...headers } })
}
