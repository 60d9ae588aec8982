import { hex } from '../store/hex'
import type { HeaderOf } from './call'

const SENT = /^[\w\-=]{1,255}$/

const DIGITS = 32
const BYTES_AT_ONCE = 4096
/** Digits, and how many of them were given out. */
let pool = ''
let used = 0

/** The caller's own, where it is one. */
export function requestIdOf(header: HeaderOf): string {
  const sent = header('x-request-id')
  return sent && SENT.test(sent) ? sent : newRequestId()
}

/** 128 random bits. Many are written out at once, which is quicker than a UUID without its hyphens for each. */
function newRequestId(): string {
  if (used === pool.length) {
    pool = hex(crypto.getRandomValues(new Uint8Array(BYTES_AT_ONCE)))
    used = 0
  }
  used += DIGITS
  return `req_${pool.slice(used - DIGITS, used)}`
}
