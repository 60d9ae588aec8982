import type { CustomerRedemption, Item, Page, RedemptionResult, WriteItemInput } from '../contract'
import type { Paging } from './customers'
import { path } from './path'
import type { Request } from './request'

/** What points buy. */
export function catalogue(request: Request) {
  return {
    /**
     * @example
     * await laurel.catalogue.create({
     *   name: '£5 off', price: { kind: 'fixed', points: 500 }, returnDays: 30,
     *   gives: { kind: 'amount', amount: 500, currency: 'GBP' },
     * })
     */
    create: (item: WriteItemInput) => request<Item>({ method: 'POST', path: '/v1/catalogue', body: item }),

    list: (query: Paging = {}) => request<Page<Item>>({ path: '/v1/catalogue', query: { ...query } }),

    get: (id: string) => request<Item>({ path: path`/v1/catalogue/${id}` }),

    /** Refuses with `stock_below_awarded`, and `precondition_failed` for another version than `ifVersion`. */
    put: (id: string, item: WriteItemInput, options: { ifVersion?: number } = {}) =>
      request<Item>({ method: 'PUT', path: path`/v1/catalogue/${id}`, body: item, ...options }),

    /** Nobody can buy it any more; what was bought stays. */
    delete: (id: string) => request<void>({ method: 'DELETE', path: path`/v1/catalogue/${id}` }),

    /** What was bought and by whom, newest first. */
    redemptions: (query: Paging & { itemId?: string; customerId?: string } = {}) =>
      request<Page<CustomerRedemption>>({ path: '/v1/redemptions', query: { ...query } }),

    /** Gives the points back for an unused code, whatever `returnDays` says. Refuses with `not_returnable`. */
    returnRedemption: (id: string) =>
      request<RedemptionResult>({ method: 'POST', path: path`/v1/redemptions/${id}/returns`, body: {} }),
  }
}
