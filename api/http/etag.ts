/** Whether `If-Match` lets a change through (RFC 9110 §13.1.1): none was sent, any will do, or one is the same. */
export function ifMatchHolds(header: string | undefined, etag: string): boolean {
  return header === undefined || listed(header).some(each => each === '*' || each === etag)
}

/** Whether the caller has this already (RFC 9110 §13.1.2), so that 304 is enough. A proxy may have weakened the tag. */
export function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  // Nearly always it is one tag, as it was given.
  if (ifNoneMatch === etag) return true
  return listed(ifNoneMatch ?? '').some(each => each === '*' || each.replace(/^W\//, '') === etag)
}

const listed = (header: string): string[] => header.split(',').map(each => each.trim())
