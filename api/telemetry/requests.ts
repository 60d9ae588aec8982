import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Env, Platform } from '../http/call'
import type { Level } from './log'

/** One request that has been answered. Of what was asked it has the pattern of the route: a path may hold a code or an id. */
export interface Answered {
  method: string
  /** Such as `/v1/customers/:id`; `/v1/*` or `/*` where there is no such route. */
  route: string
  status: number
  /** The code of the problem, where it was answered with one. */
  refusal: string | undefined
  durationMs: number
}

/** Asked every few seconds by whoever looks after the server: only a failure is news. */
const PROBES = ['/healthz', '/readyz', '/metrics']

/** One line in the log and one observation for each request, once all of its reply has been made. */
export function watchRequests({ log, answered }: Pick<Platform, 'log' | 'answered'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const report = () => {
      const request = describe(c, performance.now() - began)
      answered?.(request)
      const { requestId, merchantId, failure } = c.var
      const text = `${request.method} ${request.route} ${request.status}`
      log[levelOf(request, failure !== undefined)]({ ...request, requestId, merchantId, ...failure }, text)
    }
    const { sent } = c.var
    if (sent) void sent.then(report)
    else report()
  }
}

function describe(c: Context<Env>, durationMs: number): Answered {
  return {
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    refusal: c.var.refusal,
    durationMs: Math.round(durationMs * 100) / 100,
  }
}

/** Middleware takes every method, so what takes one is the route itself. */
function routeOf(c: Context<Env>): string {
  const matched = matchedRoutes(c)
  return (matched.find(({ method }) => method !== 'ALL') ?? matched.at(-1))?.path ?? '/*'
}

function levelOf({ route, status }: Answered, failed: boolean): Level {
  if (failed || status === 500) return 'error'
  if (status >= 400) return 'warn'
  return PROBES.includes(route) ? 'debug' : 'info'
}
