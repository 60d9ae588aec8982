import { REVIEW_POINTS } from '../shop'
import { anyShopper, type DrawAct } from './act'

/** A fact of the merchant's own, which a rule listens to. */
export const event: DrawAct = (draw, shelf) => {
  const customer = anyShopper(draw, shelf)
  const externalId = shelf.name('event')
  const line = { customer, kind: 'event', source: `event:${externalId}`, points: REVIEW_POINTS, spins: 0 }
  return {
    ...{ kind: 'event', shopper: null, path: '/v1/events' },
    body: { externalId, customer: { externalId: customer }, name: 'review.published' },
    leaves: () => [{ ...line, why: 'A review' }],
  }
}
