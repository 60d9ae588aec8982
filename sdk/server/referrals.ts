import type { DecideReferral, Page, Referral, ReferralReport, ReferralState } from '../contract'
import type { Paging } from './customers'
import { path } from './path'
import type { Request } from './request'

/** Who brought whom. A flagged referral waits for you until its deadline, then it pays. */
export function referrals(request: Request) {
  return {
    /**
     * @example
     * const { data } = await laurel.referrals.list({ state: 'review' })
     */
    list: (query: Paging & { state?: ReferralState } = {}) =>
      request<Page<Referral>>({ path: '/v1/referrals', query: { ...query } }),

    /** Refuses with `referral_decided` once it is paid or decided otherwise. */
    decide: (id: string, decision: DecideReferral) =>
      request<Referral>({ method: 'PATCH', path: path`/v1/referrals/${id}`, body: decision }),

    report: (query: { from?: string; until?: string } = {}) =>
      request<ReferralReport>({ path: '/v1/reports/referrals', query: { ...query } }),
  }
}
