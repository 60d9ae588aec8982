import type { Hook } from '@hono/zod-openapi'
import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { TooBusy } from '../store/commit'
import { isBusy, isUnavailable, Overloaded, Unanswered } from '../store/errors'
import { failureOf } from '../telemetry/failure'
import type { Env } from './call'
import { fieldErrors, problem, Refusal } from './refusal'

/** Soon enough to notice that it has passed, seldom enough not to make it worse. */
const UNAVAILABLE_S = 2

/** Nothing is done by a read. */
function unansweredTo({ req }: Context<Env>): string | undefined {
  if (req.method === 'GET') return undefined
  const tells = req.header('Idempotency-Key') ? ': asking with the same Idempotency-Key tells' : ''
  return `Whether this was done is not known${tells}`
}

/** Every failure leaves here as a problem; what is ours to mend says only its request id. */
export const onError: ErrorHandler<Env> = (error, c) => {
  if (error instanceof Refusal) return problem(c, error.code, error.extra)
  if (error instanceof TooBusy || error instanceof Overloaded || isBusy(error))
    return problem(c, 'busy', { retryAfter: 1 })
  if (error instanceof HTTPException && error.status < 500) return problem(c, 'invalid_request')
  c.set('failure', failureOf(error))
  const detail = error instanceof Unanswered ? unansweredTo(c) : undefined
  if (isUnavailable(error)) return problem(c, 'unavailable', { retryAfter: UNAVAILABLE_S, detail })
  return problem(c, 'internal')
}

export const notFound: NotFoundHandler<Env> = c => problem(c, 'not_found')

export const onInvalid: Hook<unknown, Env, string, unknown> = (result, c) => {
  if (result.success) return
  return problem(c as Context, 'invalid_request', { errors: fieldErrors(result.error.issues) })
}
