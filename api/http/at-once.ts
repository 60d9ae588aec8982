import { failureOf } from '../telemetry/failure'
import { type Report, since } from '../telemetry/requests'
import { bytesAt, type Question, recall } from './again'
import { readableBy, VARY } from './browser'
import type { Bindings, Platform } from './call'
import { guards } from './envelope'
import type { Limiter } from './limits'
import { requestIdOf } from './request-id'
import { type Shape, shapeOf } from './shape'

/** A request as any server has it, and the reply as any server can send it: undefined where it goes the usual way. */
export type AtOnce = (asked: Question, env: Bindings) => Shape | undefined

/**
 * Answers from memory, before routes and middleware, what was asked before and still holds (again.ts): finding a route
 * and going through the layers takes longer than all the rest of it. Whatever is not plain (another origin, a limit that is
 * reached) goes the usual way, and so does what fails here.
 */
export function answerAtOnce(platform: Platform, limiter: Limiter, report: Report): AtOnce {
  const answer = answerKnown(platform, limiter, report)
  return (asked, env) => {
    try {
      return answer(asked, env)
    } catch (error) {
      platform.log.error(failureOf(error), 'a reply from memory failed')
      return undefined
    }
  }
}

function answerKnown(platform: Platform, limiter: Limiter, report: Report): AtOnce {
  return (asked, env) => {
    if (asked.method !== 'GET') return undefined
    const began = performance.now()
    const realTime = platform.clock()
    const kept = recall(platform.openStore(env), asked, realTime)
    if (!kept) return undefined
    const { header } = asked
    const { allowedOrigins, merchantId } = kept.terms
    const origin = header('origin')
    if (origin !== null && !allowedOrigins.includes(origin)) return undefined
    const counted = limiter(kept.caller, platform.network(header, env), realTime)
    if (counted.waitS !== null) return undefined
    const sent = { ...kept.sent, bytes: bytesAt(kept, realTime) }
    const { status, body, headers: own } = shapeOf(sent, header('if-none-match'))
    const requestId = requestIdOf(header)
    const headers = {
      ...guards(body),
      'X-Request-Id': requestId,
      ...VARY,
      ...counted.headers,
      ...(origin !== null && readableBy(origin)),
      ...own,
    }
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
    return { status, body, headers }
  }
}
