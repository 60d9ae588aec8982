import { isKnown } from './etag'
import type { Sent } from './perform'

/** What goes out; of `shapeOf`, without the headers that every reply carries. */
export interface Shape {
  status: number
  body: string | null
  headers: Record<string, string>
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

/** Whoever has what would be sent is told so (RFC 9110 section 13.1.2). */
export function shapeOf({ status, bytes, headers, conditional }: Sent, ifNoneMatch: string | null): Shape {
  if (conditional && isKnown(ifNoneMatch, headers?.ETag ?? ''))
    return { status: 304, body: null, headers: { ...headers } }
  return bytes === ''
    ? { status, body: null, headers: { ...headers } }
    : { status, body: bytes, headers: { ...JSON_TYPE, ...headers } }
}
