import type { RedeemCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { changeCode } from './change'

/** Spends a code on one order, which need not have reserved it. */
export function redeemCode(call: Call, code: string, { network, ...order }: RedeemCode) {
  return changeCode(call, { code, network }, { kind: 'redeem', ...order })
}
