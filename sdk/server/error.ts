import type { Problem, ProblemCode } from '../contract'

/** What goes wrong before Laurel answers, or in a token checked offline. */
export type LocalCode =
  | 'network_error'
  | 'timeout'
  | 'unexpected_reply'
  | 'invalid_argument'
  | 'reward_token_invalid'
  | 'reward_token_expired'
  | 'webhook_invalid'

/** What a {@link LaurelError} is made of. */
export interface Failure {
  code: ProblemCode | LocalCode
  /** HTTP status; 0 when there was no reply. */
  status?: number
  detail?: string
  requestId?: string
  errors?: Problem['errors']
  retryAfterSeconds?: number
  cause?: unknown
}

/**
 * The one error this SDK throws. Branch on `code`: it never changes its meaning; `detail` is for people.
 * Codes of the API are listed in `ProblemCode`, the SDK's own in `LocalCode`.
 *
 * @example
 * try {
 *   await laurel.codes.reserve(code, { orderId: '1042' })
 * } catch (error) {
 *   if (error instanceof LaurelError && error.code === 'code_redeemed') showAlreadyUsed()
 *   else throw error
 * }
 */
export class LaurelError extends Error {
  override readonly name = 'LaurelError'
  readonly code: ProblemCode | LocalCode
  /** HTTP status; 0 when there was no reply. */
  readonly status: number
  readonly detail: string | undefined
  /** Quote it to support. */
  readonly requestId: string | undefined
  /** For bad input: which field, and what is wrong with it. */
  readonly errors: { path: string; message: string }[]
  readonly retryAfterSeconds: number | undefined

  constructor({ code, status = 0, detail, requestId, errors = [], retryAfterSeconds, cause }: Failure) {
    super(detail ? `${code}: ${detail}` : code, { cause })
    this.code = code
    this.status = status
    this.detail = detail
    this.requestId = requestId
    this.errors = errors
    this.retryAfterSeconds = retryAfterSeconds
  }
}
