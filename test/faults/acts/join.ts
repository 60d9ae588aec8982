import type { Customer } from '../../../sdk/contract'
import type { DrawAct } from './act'

/** A new customer. */
export const join: DrawAct = (_, shelf) => {
  const customer = shelf.name('walker')
  return {
    ...{ kind: 'join', shopper: null, path: '/v1/customers', body: { externalId: customer } },
    leaves: () => [{ customer, kind: 'welcome', source: 'welcome', points: 0, spins: 0, why: '' }],
    learn: (_: Customer) => shelf.walkers.push(customer),
  }
}
