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

/** `ok`, or the code of the refusal. */
export function outcomeOf(happens: () => void): string {
  try {
    happens()
    return 'ok'
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}
