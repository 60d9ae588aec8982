import type { Reward } from '../sdk/server'

/** What the shop's pages and its backend say to each other. Money is in pence. */

export interface Shopper {
  /** The shop's own customer id, `externalId` at Laurel. */
  id: string
  name: string
  email: string | null
}

/** A real customer of the history one can sign in as. */
export interface ShopperChoice extends Shopper {
  kind: 'heavy' | 'occasional' | 'refunds'
  orders: number
  spent: number
  refunds: number
}

export interface Totals {
  goods: number
  shipping: number
  discount: number
  /** VAT within the total. */
  taxIncluded: number
  total: number
}

export interface CartLine {
  sku: string
  name: string
  quantity: number
  amount: number
}

export interface AppliedCode {
  code: string
  reward: Reward
  /** Why it takes nothing off this cart as it is, in words. */
  hint: string | null
}

export interface Cart {
  lines: CartLine[]
  totals: Totals
  code: AppliedCode | null
}

export interface HistoryProgress {
  lines: number
  imported: number
  refused: number
  done: boolean
}

export interface ShopState {
  shopper: Shopper | null
  cart: Cart
}

export interface PlacedOrder {
  id: string
  shopperId: string
  placedAt: string
  status: 'paid' | 'returned'
  lines: CartLine[]
  totals: Totals
  code: string | null
  /** What Laurel said the order earned; null until it has heard of it. */
  earned: { points: number; spins: number } | null
}

/** An order of the imported history. */
export interface PastOrder {
  id: string
  placedAt: string
  items: number
  names: string[]
  total: number
  refunded: number
}

export interface Account {
  orders: PlacedOrder[]
  past: PastOrder[]
  /** Orders of the history in all; `past` has the latest. */
  pastCount: number
}

export interface Review {
  sku: string
  by: string
  text: string
}

/** What every refusal of the backend looks like. */
export interface Refusal {
  code: string
  message: string
}
