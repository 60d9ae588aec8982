import type { ProblemCode } from '../contract'

/** What the client itself can say; everything else is a stable code of the API. */
export type ClientCode =
  | 'network'
  | 'timeout'
  | 'unexpected_reply'
  | 'identify_failed'
  | 'signed_out'
  | 'session_ended'

/** Every action that fails rejects with this. Switch on `code`; `message` is for developers, not for shoppers. */
export class LaurelError extends Error {
  declare readonly code: ProblemCode | ClientCode
  /** HTTP status; 0 when no answer arrived. */
  declare readonly status: number
  /** What the server asked us to wait, if it did. */
  declare readonly retryAfterMs: number | null
  /** Quote it when you report a problem. */
  declare readonly requestId: string | null

  constructor(
    code: ProblemCode | ClientCode,
    status = 0,
    retryAfterMs: number | null = null,
    requestId: string | null = null,
  ) {
    super(`Laurel: ${code}`)
    Object.assign(this, { name: 'LaurelError', code, status, retryAfterMs, requestId })
  }
}

/** Anything thrown, as a LaurelError. */
export function asLaurelError(thrown: unknown, code: ClientCode): LaurelError {
  return thrown instanceof LaurelError ? thrown : new LaurelError(code)
}
