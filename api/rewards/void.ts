import type { VoidCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { changeCode } from './change'

/** Withdraws a code that has not been used, reserved or not. */
export function voidCode(call: Call, code: string, { network, reason }: VoidCode) {
  return changeCode(call, { code, network, reason }, { kind: 'void' })
}
