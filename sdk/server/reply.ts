import type { Problem } from '../contract'
import { LaurelError } from './error'

/** The body of a good reply; throws what a bad one says. */
export async function readReply<Reply>(response: Response): Promise<Reply> {
  if (!response.ok) throw await failureOf(response)
  if (response.status === 204) return undefined as Reply
  try {
    return (await response.json()) as Reply
  } catch (cause) {
    if (isAbort(cause)) throw cause
    throw unexpected(response, cause)
  }
}

/** What a reply that is not ok says, as an error. */
export async function failureOf(response: Response): Promise<LaurelError> {
  const problem = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined
  if (typeof problem?.code !== 'string') return unexpected(response)
  return new LaurelError({
    code: problem.code,
    status: response.status,
    detail: problem.detail ?? problem.title,
    requestId: problem.requestId ?? requestIdOf(response),
    errors: problem.errors,
    retryAfterSeconds: retryAfterOf(response),
  })
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

function unexpected(response: Response, cause?: unknown): LaurelError {
  return new LaurelError({
    code: 'unexpected_reply',
    status: response.status,
    detail: `${response.status} with a body that is not Laurel's`,
    requestId: requestIdOf(response),
    retryAfterSeconds: retryAfterOf(response),
    cause,
  })
}

function requestIdOf(response: Response): string | undefined {
  return response.headers.get('x-request-id') ?? undefined
}

/** RFC 9110: seconds, or a date. */
function retryAfterOf(response: Response): number | undefined {
  const text = response.headers.get('retry-after')
  if (text === null) return undefined
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
