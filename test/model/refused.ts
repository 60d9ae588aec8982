import type { ProblemCode } from '../../sdk/contract'

/** The model expects the API to refuse with this code and to change nothing. */
export class Refused extends Error {
  constructor(readonly code: ProblemCode) {
    super(code)
  }
}

export function refused(code: ProblemCode): never {
  throw new Refused(code)
}
