import type { RollbackCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { changeCode } from './change'

/** Gives an order's use back; a code that has expired meanwhile stays expired. */
export function rollbackCode(call: Call, code: string, { network, orderId }: RollbackCode) {
  return changeCode(call, { code, network }, { kind: 'rollback', orderId })
}
