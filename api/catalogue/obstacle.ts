import type { ProblemCode, WriteItem } from '../../sdk/contract'
import { periodStart } from '../merchants/calendar'
import { hadBefore } from '../wallet/returned'

/** Whoever wants the item; instants in epoch ms. */
export interface Buyer {
  at: number
  /** Of the merchant: the limit's days are days there. */
  zone: string
  tierId: string | null
  segments: string[]
  /** When they bought this item in the last year, without what they returned. */
  boughtAt: number[]
  /** How many of it before. */
  boughtBefore: number
  /** When they returned to this item, which nobody knows how often they had bought; null for whoever has not. */
  returnedAt: number | null
}

/** Why this buyer cannot have the item now, whatever it costs, or null. `left` null is no end of it. */
export function obstacleTo(item: WriteItem, left: number | null, buyer: Buyer): ProblemCode | null {
  if (!isOpen(item, buyer.at)) return 'item_closed'
  if (!isFor(item, buyer)) return 'not_eligible'
  if (limitReached(item, buyer)) return 'item_limit_reached'
  return left !== null && left <= 0 ? 'item_sold_out' : null
}

/** Whether anybody could buy it, by switch and window. */
export function isOpen({ active, from, until }: WriteItem, at: number): boolean {
  const started = from === null || Date.parse(from) <= at
  return active && started && (until === null || at < Date.parse(until))
}

function isFor({ tiers, segments }: WriteItem, buyer: Buyer): boolean {
  const inTier = tiers.length === 0 || tiers.includes(buyer.tierId ?? '')
  return inTier && (segments.length === 0 || segments.some(segment => buyer.segments.includes(segment)))
}

function limitReached({ limit }: WriteItem, buyer: Buyer): boolean {
  const { boughtAt, boughtBefore, returnedAt, at, zone } = buyer
  if (limit === null) return false
  if (hadBefore(returnedAt, limit.per, at, zone)) return true
  const start = periodStart(at, limit.per, zone)
  const before = limit.per === 'lifetime' ? boughtBefore : 0
  return before + boughtAt.filter(each => each >= start).length >= limit.count
}
