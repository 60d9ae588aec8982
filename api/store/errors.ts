/** libSQL and drizzle wrap errors in one another; the code is on one of the causes. */
function codes(error: unknown): string[] {
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
