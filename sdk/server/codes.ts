import type {
  Code,
  Pool,
  Pools,
  RedeemCode,
  ReleaseCode,
  ReserveCodeInput,
  RollbackCode,
  VerifiedCode,
  VerifyCode,
  VoidCode,
} from '../contract'
import { path } from './path'
import type { Request } from './request'

/**
 * Reward codes at the checkout: `verify` while the cart is open, `reserve` when paying starts, `redeem` when
 * it is paid, `release` when it is not, `rollback` when the order comes back. All are idempotent per order.
 * Any of them refuses with `code_not_found`, and `too_many_attempts` after some wrong codes.
 */
export function codes(request: Request) {
  const change = <Body>(code: string, verb: string, body: Body) =>
    request<Code>({ method: 'POST', path: `${path`/v1/codes/${code}`}/${verb}`, body })
  return {
    /**
     * What the code is worth, and whether it could be redeemed now. No use is spent.
     * @example
     * const { redeemable, reason, reward } = await laurel.codes.verify({
     *   code: 'laurel 7k3m 9qxt b2wf c', orderTotal: { amount: 4990, currency: 'GBP' },
     * })
     */
    verify: (code: VerifyCode) =>
      request<VerifiedCode>({ method: 'POST', path: '/v1/codes/verify', body: code }),

    /** Holds the code for one order, 15 minutes by default; refuses with `code_reserved`, `code_redeemed`, … */
    reserve: (code: string, order: ReserveCodeInput) => change(code, 'reserve', order),

    /** Spends the code on one order, for good. Refuses with `minimum_spend`, `code_redeemed`, … */
    redeem: (code: string, order: RedeemCode) => change(code, 'redeem', order),

    /** Ends the order's reservation: the code can be used again. */
    release: (code: string, order: ReleaseCode) => change(code, 'release', order),

    /** Gives the use back, because the order came back. */
    rollback: (code: string, order: RollbackCode) => change(code, 'rollback', order),

    /** Withdraws the code. */
    void: (code: string, why: VoidCode = {}) => change(code, 'void', why),

    /** Uploads codes of your own discount engine, at most 1000 a call, for prizes to hand out. */
    uploadPool: (pool: string, codes: string[]) =>
      request<Pool>({ method: 'POST', path: path`/v1/pools/${pool}/codes`, body: { codes } }),

    /** Every pool and how many of its codes are left. */
    pools: () => request<Pools>({ path: '/v1/pools' }),
  }
}
