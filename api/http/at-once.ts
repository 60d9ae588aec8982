import { type Report, since } from '../telemetry/requests'
import { bytesAt, recall } from './again'
import { readableBy, VARY } from './browser'
import type { Bindings, Platform } from './call'
import { headersOf, requestIdOf } from './envelope'
import type { Limiter } from './limits'
import { shapeOf } from './shape'

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
    const sent = { ...kept.sent, bytes: bytesAt(kept, realTime) }
    const { status, body, headers: own } = shapeOf(sent, headers.get('If-None-Match'))
    const requestId = requestIdOf(headers)
    const reply = new Response(body, {
      status,
      headers: {
        ...headersOf(requestId),
        ...VARY,
        ...counted.headers,
        ...(origin !== null && readableBy(origin)),
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
