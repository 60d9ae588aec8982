import type { CheckInResult } from '../../../sdk/contract'
import { CHECK_IN_POINTS } from '../shop'
import { type DrawAct, take } from './act'

/** The only check-in of a customer. */
export const checkIn: DrawAct = (draw, shelf) => {
  const customer = take(draw, shelf.walkers)
  if (customer === undefined) return undefined
  const line = { customer, kind: 'check-in', points: CHECK_IN_POINTS, spins: 0, why: 'A visit' }
  return {
    ...{ kind: 'check-in', shopper: customer, path: '/v1/me/check-ins', body: {} },
    leaves: ({ day }: CheckInResult) => [{ ...line, source: `check-in:${day}` }],
  }
}
