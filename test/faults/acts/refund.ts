import { type DrawAct, take } from './act'

/** Some pounds of a paid order, never all of them, so that the spin it gave stays. */
export const refund: DrawAct = (draw, shelf) => {
  const paid = take(draw, shelf.orders)
  if (!paid) return undefined
  const { externalId: orderId, customer } = paid
  const pounds = draw.between(1, Math.min(5, paid.pounds))
  const left = paid.pounds - pounds
  if (left > 0) shelf.orders.push({ ...paid, pounds: left })
  const line = { customer, kind: 'clawback', source: `order:${orderId}`, points: -pounds, spins: 0 }
  return {
    ...{ kind: 'refund', shopper: null, path: `/v1/orders/${orderId}/refunds` },
    body: { externalId: shelf.name('refund'), amount: pounds * 100 },
    leaves: () => [{ ...line, why: orderId }],
  }
}
