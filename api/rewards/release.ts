import type { ReleaseCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { changeCode } from './change'

/** Gives an order's reservation back. */
export function releaseCode(call: Call, code: string, { network, orderId }: ReleaseCode) {
  return changeCode(call, { code, network }, { kind: 'release', orderId })
}
