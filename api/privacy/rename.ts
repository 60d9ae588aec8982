import type { PersonRows } from './person'

/** What stands where a text of the merchant's or the person's stood. */
export const ERASED = 'erased'

/**
 * Sources that say nothing but ids, days and rules: those stay, and what is found by them is still found. All others
 * hold an id that somebody else has chosen.
 */
const OURS = new RegExp(
  `^(${[
    'welcome|profile|expiry|adjustment',
    '(birthday|goal|streak|tier|check-in|spin|code|referral|redemption|response|detractor|thanks|feedback|merge):.*',
  ].join('|')})$`,
)

/** Old name to new, for every place at once, so that what belonged together still does. */
export interface Names {
  /** By our id of the order. */
  orders: ReadonlyMap<string, string>
  /** By the merchant's id of the event. */
  events: ReadonlyMap<string, string>
  sources: ReadonlyMap<string, string>
}

/** New names for everything of this person that was named from outside. They are unique, and mean nothing. */
export function namesOf({ orders, events, journal, lots, earnings, codes }: PersonRows): Names {
  const ofOrder = new Map(orders.map(({ id }) => [id, `${ERASED}:${id}`]))
  const ofEvent = new Map(
    events.map(({ externalId, customerId }, i) => [externalId, `${ERASED}:${customerId}:${i + 1}`]),
  )
  const sources = new Map<string, string>()
  for (const { id, externalId } of orders) sources.set(`order:${externalId}`, `order:${ofOrder.get(id)}`)
  for (const [externalId, name] of ofEvent) sources.set(`event:${externalId}`, `event:${name}`)
  const met = new Set([...journal, ...lots, ...earnings, ...codes].map(({ source }) => source))
  for (const source of met)
    if (!sources.has(source) && !OURS.test(source)) sources.set(source, `${ERASED}:${sources.size + 1}`)
  return { orders: ofOrder, events: ofEvent, sources }
}
