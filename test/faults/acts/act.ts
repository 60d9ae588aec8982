import type { Draw } from '../draw'
import type { Shop } from '../shop'

/** A line of a journal, as `GET /v1/customers/{id}/journal` shows it, less what only the server can know. */
export interface Line {
  customer: string
  kind: string
  source: string
  points: number
  spins: number
  /** The order it names, or else its name. */
  why: string
}

/** One change that a client wants, to be sent again as it is until the client knows what has become of it. */
export interface Act {
  kind: string
  /** Whose token it goes with; null is the merchant's server. */
  shopper: string | null
  path: string
  body: object
  key: string
  /** The lines it leaves in journals, by the reply that acknowledged it. Those and no others. */
  leaves(reply: never): Line[]
  /** What an acknowledgement lets clients do next. */
  learn?(reply: never, shelf: Shelf): void
}

export interface HeldCode {
  id: string
  code: string
  customer: string
}

/** What clients know from replies, and can act upon. */
export interface Shelf {
  shop: Shop
  /** Paid orders, and how many pounds of each can be refunded with something left. */
  orders: { externalId: string; customer: string; pounds: number }[]
  codes: HeldCode[]
  used: (HeldCode & { orderId: string })[]
  /** Customers that have just joined. */
  walkers: string[]
  /** A name that nothing else has. */
  name(prefix: string): string
}

/** Draws an act of one kind, or nothing where there is nothing to do it with. */
export type DrawAct = (draw: Draw, shelf: Shelf) => Omit<Act, 'key'> | undefined

export function newShelf(shop: Shop): Shelf {
  let names = 0
  return {
    ...{ shop, orders: [], codes: [], used: [], walkers: [] },
    name(prefix) {
      names += 1
      return `${prefix}-${names}`
    },
  }
}

/** One of the shoppers that all clients share. */
export const anyShopper = (draw: Draw, { shop }: Shelf): string => draw.one([...shop.customers.keys()])

/** Takes one out, so that no other client has it. */
export function take<T>(draw: Draw, list: T[]): T | undefined {
  return list.length === 0 ? undefined : list.splice(draw.between(0, list.length - 1), 1)[0]
}
