/** Refused before it was begun, since too much waits already; worth another try in a while. */
export class Overloaded extends Error {}

/** There was no way to the database: it was not asked, so nothing of the change is stored. */
export class Unreachable extends Error {}

/** The database was asked and there is no answer: all of the change is stored or nothing, and this does not say which. */
export class Unanswered extends Error {}

/** libSQL, drizzle and fetch wrap errors in one another; the code is on one of the causes. The outermost comes first. */
export function codes(error: unknown): string[] {
  const found: string[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') found.push(cause.code)
    if ('extendedCode' in cause && typeof cause.extendedCode === 'string') found.push(cause.extendedCode)
  }
  return found
}

/** A CHECK, UNIQUE or key said no. Which one is not parsed: read again, the new snapshot says why. */
export function isConstraint(error: unknown): boolean {
  return codes(error).some(code => code.startsWith('SQLITE_CONSTRAINT'))
}

/** The database is held by somebody else; the same batch may pass a moment later. */
export function isBusy(error: unknown): boolean {
  return codes(error).some(code => code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
}

/**
 * The database cannot be used now: its disk is full or fails, or its server is not there. It may pass. On a disk
 * nothing was changed; what a server that went away has still done is unknown.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Unreachable || error instanceof Unanswered) return true
  return codes(error).some(code => UNAVAILABLE.test(code)) || isTimeout(error)
}

/** SQLite's (https://www.sqlite.org/rescode.html), the operating system's, and those of Node's fetch. */
const UNAVAILABLE =
  /^(SQLITE_(FULL|IOERR|CANTOPEN)|ECONN|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR_)/

export const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || isTimeout(error.cause))
