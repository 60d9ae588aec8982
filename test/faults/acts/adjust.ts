import { anyShopper, type DrawAct } from './act'

/** Points or a spin by hand, given or taken. */
export const adjust: DrawAct = (draw, shelf) => {
  const customer = anyShopper(draw, shelf)
  const reason = shelf.name('adjustment')
  const change = draw.chance(0.3) ? { spins: 1 } : { points: draw.one([-15, 10, 20]) }
  const line = { customer, kind: 'adjust', source: 'adjustment', points: 0, spins: 0, why: reason }
  return {
    ...{ kind: 'adjust', shopper: null, body: { ...change, reason } },
    path: `/v1/customers/${shelf.shop.customers.get(customer)}/adjustments`,
    leaves: () => [{ ...line, ...change }],
  }
}
