import type { Limit, ProblemCode, WriteWheel } from '../../sdk/contract'
import { nextPeriodStart, periodStart } from '../merchants/calendar'
import { hadBefore } from '../wallet/returned'

export type EntryKind = 'free' | 'spin' | 'points'

export interface Visitor {
  at: number
  zone: string
  tierId: string | null
  isGuest: boolean
  points: number
  spins: number
  /** Their spins at this wheel in the last year. */
  recent: { at: number; entry: EntryKind }[]
  /** How many ever, by entry. */
  ever: Record<EntryKind, number>
  /** When they returned to this wheel, which nobody knows how often they had spun; null for whoever has not. */
  returnedAt: number | null
  soldOut: boolean
}

export interface Entry {
  /** How the next spin would be paid: free first, then a spin, then points; null when it cannot be. */
  entry: EntryKind | null
  reason: ProblemCode | null
  nextFreeAt: number | null
}

/** Whether this visitor may spin now, and how the spin is paid. A guest has one spin, ever, and only a free one. */
export function entryOf(wheel: WriteWheel, visitor: Visitor): Entry {
  return visitor.isGuest ? guestEntry(wheel, visitor) : customerEntry(wheel, visitor)
}

function guestEntry(wheel: WriteWheel, visitor: Visitor): Entry {
  const refused = wheel.guests ? refusal(wheel, visitor) : 'not_eligible'
  if (refused) return { entry: null, reason: refused, nextFreeAt: null }
  const mayStill = wheel.entry.free !== null && spinsEver(visitor) === 0
  return { entry: mayStill ? 'free' : null, reason: mayStill ? null : 'no_spins_left', nextFreeAt: null }
}

function customerEntry(wheel: WriteWheel, visitor: Visitor): Entry {
  const { free } = wheel.entry
  const freeUsed = free ? used(free, visitor, spin => spin.entry === 'free', visitor.ever.free) : 0
  const freeLeft = free !== null && freeUsed < free.count
  const nextFreeAt = free === null || freeLeft ? null : nextPeriodStart(visitor.at, free.per, visitor.zone)
  const refused = refusal(wheel, visitor)
  if (refused) return { entry: null, reason: refused, nextFreeAt }
  if (freeLeft) return { entry: 'free', reason: null, nextFreeAt }
  if (wheel.entry.spins && visitor.spins > 0) return { entry: 'spin', reason: null, nextFreeAt }
  const { points } = wheel.entry
  if (points !== null && visitor.points >= points) return { entry: 'points', reason: null, nextFreeAt }
  return { entry: null, reason: points === null ? 'no_spins_left' : 'insufficient_points', nextFreeAt }
}

function refusal(wheel: WriteWheel, visitor: Visitor): ProblemCode | null {
  const starts = wheel.from === null ? -Infinity : Date.parse(wheel.from)
  const ends = wheel.until === null ? Infinity : Date.parse(wheel.until)
  if (!wheel.active || visitor.at < starts || visitor.at >= ends) return 'wheel_closed'
  if (wheel.tiers.length > 0 && !wheel.tiers.includes(visitor.tierId ?? '')) return 'not_eligible'
  if (wheel.limit && used(wheel.limit, visitor, () => true, spinsEver(visitor)) >= wheel.limit.count)
    return 'spin_limit_reached'
  return visitor.soldOut ? 'wheel_sold_out' : null
}

const spinsEver = ({ ever }: Visitor) => ever.free + ever.spin + ever.points

function used(
  { count, per }: Limit,
  { at, zone, recent, returnedAt }: Visitor,
  counts: (spin: Visitor['recent'][number]) => boolean,
  ever: number,
): number {
  if (hadBefore(returnedAt, per, at, zone)) return count
  if (per === 'lifetime') return ever
  const start = periodStart(at, per, zone)
  return recent.filter(spin => spin.at >= start && counts(spin)).length
}
