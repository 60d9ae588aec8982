import { anyShopper, type DrawAct } from './act'

const DAY_MS = 86_400_000
const PLACED_AT = new Date(Date.now() - 3 * DAY_MS).toISOString()

/** A paid order of so many pounds: a point for each, and one spin. */
export const order: DrawAct = (draw, shelf) => {
  const customer = anyShopper(draw, shelf)
  const externalId = shelf.name('order')
  const pounds = draw.between(10, 90)
  const amount = pounds * 100
  const body = {
    ...{ externalId, customer: { externalId: customer }, status: 'paid', currency: 'GBP' },
    ...{ placedAt: PLACED_AT, total: amount },
    lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount }],
  }
  const line = { customer, kind: 'earn', source: `order:${externalId}`, points: 0, spins: 0, why: externalId }
  return {
    ...{ kind: 'order', shopper: null, path: '/v1/orders', body },
    leaves: () => [
      { ...line, points: pounds },
      { ...line, spins: 1 },
    ],
    learn: () => shelf.orders.push({ externalId, customer, pounds: pounds - 1 }),
  }
}
