import type { EventResult, SendEvent } from '../contract'
import type { Request } from './request'

/** Anything but orders that a rule of your programme listens to. */
export function events(request: Request) {
  return {
    /**
     * The same `externalId` is taken once, for ever; refuses with `event_differs`.
     * @example
     * const { earned } = await laurel.events.send({
     *   externalId: 'review-77', customer: { externalId: '17850' }, name: 'review.published',
     * })
     */
    send: (event: SendEvent) => request<EventResult>({ method: 'POST', path: '/v1/events', body: event }),
  }
}
