import { type Report, since } from '../telemetry/requests'
import { bytesAt, recall } from './again'
import { readableBy, VARY } from './browser'
import type { Bindings, Platform } from './call'
import { headersOf, requestIdOf } from './envelope'
import { isKnown } from './etag'
import type { Limiter } from './limits'

const JSON_TYPE = { 'Content-Type': 'application/json' }

/**
 * Answers from memory, before routes and middleware, what was asked before and still holds (again.ts): finding a route
 * and going through the layers takes longer than all the rest of it. Whatever is not plain (another origin, a limit that is
 * reached) goes the usual way.
 */
export function answerAtOnce(platform: Platform, limiter: Limiter, report: Report) {
  return (request: Request, env: Bindings): Response | undefined => {
    if (request.method !== 'GET') return undefined
    const began = performance.now()
    const realTime = platform.clock()
    const kept = recall(platform.openStore(env), request, realTime)
    if (!kept) return undefined
    const { headers } = request
    const { allowedOrigins, merchantId } = kept.terms
    const origin = headers.get('Origin')
    if (origin !== null && !allowedOrigins.includes(origin)) return undefined
    const authorization = headers.get('Authorization')
    const counted = limiter(
      { authorization, key: kept.key, network: platform.network(headers, env) },
      realTime,
    )
    if (counted.waitS !== null) return undefined
    const { conditional, headers: own } = kept.sent
    const same = conditional && isKnown(headers.get('If-None-Match') ?? undefined, own?.ETag ?? '')
    const status = same ? 304 : kept.sent.status
    const requestId = requestIdOf(headers)
    const reply = new Response(same ? null : bytesAt(kept, realTime), {
      status,
      headers: {
        ...headersOf(requestId),
        ...VARY,
        ...counted.headers,
        ...(origin !== null && readableBy(origin)),
        ...(!same && JSON_TYPE),
        ...own,
      },
    })
    const { route } = kept
    const answered = {
      method: 'GET',
      route,
      status,
      refusal: undefined,
      durationMs: since(began),
      requestId,
      merchantId,
    }
    report(answered)
    return reply
  }
}
