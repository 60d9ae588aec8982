import type { Context } from 'hono'
import { PROBLEMS, type Problem, type ProblemCode } from '../../sdk/contract'
import { enveloped } from './envelope'

export interface Extra {
  detail?: string
  errors?: Problem['errors']
  /** Seconds for `Retry-After`. */
  retryAfter?: number
}

/** A 4xx or 503 with a stable code. Thrown by a decision, it changes nothing. */
export class Refusal extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly extra: Extra = {},
  ) {
    super(extra.detail ?? PROBLEMS[code][1])
  }
}

export const refuse = (code: ProblemCode, detail?: string, extra: Extra = {}): Refusal =>
  new Refusal(code, { ...extra, detail })

/** The input is well-formed but one field contradicts what is stored. */
export const invalid = (path: string, message: string): Refusal =>
  new Refusal('invalid_request', { errors: [{ path, message }] })

const MOST_ERRORS = 100
const MOST_CHARS = 2000

/** What is wrong with which field. A larger mess gets no larger reply. */
export function fieldErrors(issues: { path: PropertyKey[]; message: string }[]): Problem['errors'] {
  return issues.slice(0, MOST_ERRORS).map(({ path, message }) => ({
    path: shortened(path.join('.')),
    message: shortened(message),
  }))
}

const shortened = (text: string): string =>
  text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)}…` : text

export function problemOf(code: ProblemCode, requestId: string, extra: Extra = {}): Problem {
  const [status, title] = PROBLEMS[code]
  const { detail, errors } = extra
  return { type: `/problems/${code}`, title, status, code, detail, requestId, errors }
}

export function problem(c: Context, code: ProblemCode, extra: Extra = {}): Response {
  c.set('refusal', code)
  const body = problemOf(code, c.get('requestId'), extra)
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' }
  if (extra.retryAfter !== undefined) headers['Retry-After'] = String(extra.retryAfter)
  if (body.status === 401) headers['WWW-Authenticate'] = 'Bearer'
  return enveloped(c, body.status, JSON.stringify(body), headers)
}
