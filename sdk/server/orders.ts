import type {
  CancelOrder,
  ImportLineInput,
  ImportProgress,
  Order,
  RefundOrderInput,
  UpsertOrderInput,
} from '../contract'
import { type ImportOptions, importOrders } from './import'
import { path } from './path'
import type { Request, Transport } from './request'

/** Orders are named by your own id. Amounts are integer minor units: 4990 is GBP 49.90. */
export function orders(request: Request, transport: Transport) {
  return {
    /**
     * Stores the order as it stands now; sending it again replaces it. Refuses with `totals_differ` when
     * lines + shipping + tax - discount is not the total, and `order_changed_after_refund`.
     * @example
     * const { points } = await laurel.orders.upsert({
     *   externalId: '1042', customer: { externalId: '17850' }, status: 'paid',
     *   placedAt: new Date().toISOString(), currency: 'GBP', shipping: 395, total: 1670,
     *   lines: [{ lineId: '1', sku: '22423', quantity: 1, amount: 1275 }],
     * })
     */
    upsert: (order: UpsertOrderInput) => request<Order>({ method: 'POST', path: '/v1/orders', body: order }),

    /** Refuses with `not_found`. */
    get: (externalId: string) => request<Order>({ path: path`/v1/orders/${externalId}` }),

    /**
     * Takes points back at the rate that was paid. The same refund id is taken once, for ever; refuses with
     * `refund_differs` and `refund_too_large`.
     * @example
     * await laurel.orders.refund('1042', { externalId: '1042-R1', amount: 1670, reason: 'Returned' })
     */
    refund: (orderExternalId: string, refund: RefundOrderInput) =>
      request<Order>({ method: 'POST', path: path`/v1/orders/${orderExternalId}/refunds`, body: refund }),

    /** Takes back everything the order earned. */
    cancel: (externalId: string, cancellation: CancelOrder = {}) =>
      request<Order>({ method: 'POST', path: path`/v1/orders/${externalId}/cancel`, body: cancellation }),

    /**
     * Sends a history of any length in one stream, and yields the report as it comes: progress, each refused
     * line, the end. Orders that are stored already change nothing, so after a failure send the same lines
     * again, with the same `importId`.
     * @example
     * for await (const report of laurel.orders.import(lines, { importId: 'history' }))
     *   if (report.type === 'refused') console.warn(report.line, report.detail)
     */
    import: (
      lines: Iterable<ImportLineInput> | AsyncIterable<ImportLineInput>,
      options: ImportOptions = {},
    ) => importOrders(transport, lines, options),

    /** How far an import has come; refuses with `not_found` when none has begun under this id. */
    importProgress: (importId: string) => request<ImportProgress>({ path: path`/v1/imports/${importId}` }),
  }
}
