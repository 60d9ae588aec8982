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
  override readonly name = 'LaurelError'

  constructor(
    readonly code: ProblemCode | ClientCode,
    /** HTTP status; 0 when no answer arrived. */
    readonly status = 0,
    /** What the server asked us to wait, if it did. */
    readonly retryAfterMs: number | null = null,
    /** Quote it when you report a problem. */
    readonly requestId: string | null = null,
  ) {
    super(`Laurel: ${code}`)
  }
}

/** Anything thrown, as a LaurelError. */
export function asLaurelError(thrown: unknown, code: ClientCode): LaurelError {
  return thrown instanceof LaurelError ? thrown : new LaurelError(code)
}
