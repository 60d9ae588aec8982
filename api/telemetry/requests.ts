import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Env, Platform } from '../http/call'
import type { Fields, Level } from './log'

/** One request that has been answered, as the log has it. A path may hold a code or an id; this has the pattern of the route. */
export type Answered = {
  method: string
  /** Such as `/v1/customers/:id`; `/v1/*` or `/*` where there is no such route. */
  route: string
  status: number
  /** The code of the problem, where it was answered with one. */
  refusal: string | undefined
  durationMs: number
  requestId: string
  /** Whose key it came with; the status says whether the key was good. */
  merchantId: string | undefined
}

/** Asked every few seconds by whoever looks after the server: only a failure is news. */
const PROBES = ['/healthz', '/readyz', '/metrics']

/** One line in the log and one observation for a request, once all of its reply has been made. */
export type Report = (request: Answered, failure?: Fields) => void

export function reporting({ log, answered }: Pick<Platform, 'log' | 'answered'>): Report {
  return (request, failure) => {
    answered?.(request)
    const level = failure ? 'error' : levelOf(request)
    const text = `${request.method} ${request.route} ${request.status}`
    log[level](failure ? { ...request, ...failure } : request, text)
  }
}

export function watchRequests(report: Report): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const end = () => report(describe(c, since(began)), c.get('failure'))
    const sent = c.get('sent')
    if (sent) void sent.then(end)
    else end()
  }
}

/** Milliseconds, to the hundredth. */
export const since = (began: number): number => Math.round((performance.now() - began) * 100) / 100

function describe(c: Context<Env>, durationMs: number): Answered {
  return {
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    refusal: c.get('refusal'),
    durationMs,
    requestId: c.get('requestId'),
    merchantId: c.get('merchantId'),
  }
}

/** Middleware takes every method, so what takes one is the route itself. */
export function routeOf(c: Context<Env>): string {
  const matched = matchedRoutes(c)
  return (matched.find(({ method }) => method !== 'ALL') ?? matched.at(-1))?.path ?? '/*'
}

function levelOf({ route, status }: Answered): Level {
  if (status === 500) return 'error'
  if (status >= 400) return 'warn'
  return PROBES.includes(route) ? 'debug' : 'info'
}
