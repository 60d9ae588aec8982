import { hex } from '../store/hex'
import type { HeaderOf } from './call'

const SENT = /^[\w\-=]{1,255}$/

const DIGITS = 32
const POOL_BYTES = 4096
let pool = ''
let used = 0

/** The caller's own, where it is one. */
export function requestIdOf(header: HeaderOf): string {
  const sent = header('x-request-id')
  return sent && SENT.test(sent) ? sent : newRequestId()
}

/** 128 random bits. Written out by the page: a UUID is put together of its bytes one by one. */
function newRequestId(): string {
  if (used === pool.length) {
    pool = hex(crypto.getRandomValues(new Uint8Array(POOL_BYTES)))
    used = 0
  }
  used += DIGITS
  return `req_${pool.slice(used - DIGITS, used)}`
}
