import type {
  AdjustInput,
  Customer,
  Erased,
  JournalLine,
  MergeResult,
  Page,
  PersonExport,
  UpdateCustomer,
  UpsertCustomer,
} from '../contract'
import { path } from './path'
import type { Request } from './request'

export interface Paging {
  /** 1 to 100; 25 by default. */
  limit?: number
  cursor?: string
}

/** The people who collect. They are found by your own id (`externalId`), and named by Laurel's (`cus_…`). */
export function customers(request: Request) {
  return {
    /**
     * Creates the customer, or updates the fields that are named.
     * @example
     * const ada = await laurel.customers.upsert({ externalId: '17850', name: 'Ada', email: 'ada@example.com' })
     */
    upsert: (customer: UpsertCustomer) =>
      request<Customer>({ method: 'POST', path: '/v1/customers', body: customer }),

    /**
     * @example
     * const { data: [ada] } = await laurel.customers.list({ externalId: '17850' })
     */
    list: (query: Paging & { externalId?: string; email?: string } = {}) =>
      request<Page<Customer>>({ path: '/v1/customers', query: { ...query } }),

    /** @param id Laurel's (`cus_…`); refuses with `not_found` */
    get: (id: string) => request<Customer>({ path: path`/v1/customers/${id}` }),

    /** Fields that are not named stay; null empties one. */
    update: (id: string, changes: UpdateCustomer) =>
      request<Customer>({ method: 'PATCH', path: path`/v1/customers/${id}`, body: changes }),

    /** Every change of points, spins and tier, with its why. */
    journal: (id: string, query: Paging = {}) =>
      request<Page<JournalLine>>({ path: path`/v1/customers/${id}/journal`, query: { ...query } }),

    /**
     * Gives or takes points or spins by hand; the shopper sees the reason. Pass an `idempotencyKey` of your
     * own (a ticket number) when two of your processes could do the same; refuses with `insufficient_points`.
     * @example
     * await laurel.customers.adjust(ada.id, { points: 100, reason: 'Sorry for the late parcel' })
     */
    adjust: (id: string, adjustment: AdjustInput, options: { idempotencyKey?: string } = {}) =>
      request<Customer>({
        method: 'POST',
        path: path`/v1/customers/${id}/adjustments`,
        body: adjustment,
        ...options,
      }),

    /** A guest is this customer: what the guest had goes over, once. @param guestId Laurel's (`cus_…`) */
    mergeGuest: (id: string, guestId: string) =>
      request<MergeResult>({ method: 'POST', path: path`/v1/customers/${id}/merges`, body: { guestId } }),

    /** Everything that is held about the person. */
    exportData: (id: string) => request<PersonExport>({ path: path`/v1/customers/${id}/export` }),

    /** Erases the person for good. The ledger keeps its sums; nobody can be found by them. */
    erase: (id: string) => request<Erased>({ method: 'DELETE', path: path`/v1/customers/${id}` }),
  }
}
