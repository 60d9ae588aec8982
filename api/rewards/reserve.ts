import type { ReserveCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { changeCode } from './change'

/** Holds a code for one order; the same order again holds it for longer. */
export function reserveCode(call: Call, code: string, { network, ttlSeconds, ...order }: ReserveCode) {
  return changeCode(call, { code, network }, { kind: 'reserve', ttlMs: ttlSeconds * 1000, ...order })
}
