import type { Ladder, Tier } from '../../sdk/contract'
import { addMonths, nextYearStart } from '../merchants/calendar'
import { type Measure, type Window, windowOf } from './window'

export type { Measure } from './window'

/** A tier held for a time, in epoch ms; without an end it is for life. */
export interface Grant {
  tierId: string
  startsAt: number
  endsAt: number | null
}

/** A new grant from `at`, or none (`tierId` null). `endsAt` is the new grant's. */
export interface TierChange {
  tierId: string | null
  at: number
  endsAt: number | null
  change: 'up' | 'kept' | 'down'
}

/** Where a customer stands; sums are in the unit of the ladder, `keptUntil` in epoch ms. */
export interface Standing {
  currentId: string | null
  nextId: string | null
  /** Earned in the period that is running. */
  progress: number
  /** Missing for the next tier; null at the top. */
  toNext: number | null
  keptUntil: number | null
  /** Missing to keep the current tier after `keptUntil`; null where it never ends or cannot be kept. */
  toKeep: number | null
}

/** The highest tier that a sum is enough for and that is still open to new members. */
export function earnedTier(ladder: Ladder, sum: number): Tier | null {
  return openTiers(ladder).findLast(tier => tier.threshold <= sum) ?? null
}

/**
 * What happens to a customer's tier in `(from, to]`, in order. Up at once, down only when a grant ends, whatever
 * the ladder has become meanwhile. What is noticed late (an order that arrives late, a new ladder) takes effect at
 * the next measure, or at `to`; so `from === to` asks whether somebody has reached a tier this moment.
 */
export function advance(
  ladder: Ladder,
  grant: Grant | null,
  measures: Measure[],
  from: number,
  to: number,
  zone: string,
): TierChange[] {
  const window = windowOf(ladder.period, measures, zone)
  const changes: TierChange[] = []
  let held = grant
  const take = (change: TierChange | null) => {
    if (!change) return
    changes.push(change)
    const { tierId, at, endsAt } = change
    held = tierId === null ? null : { tierId, startsAt: at, endsAt }
  }
  for (const at of breakpoints(measures, window, from, to)) {
    for (let end = endBy(held, at); end !== null; end = endBy(held, at))
      take(judge(ladder, held, window, end, zone))
    take(climb(ladder, held, window, at, zone))
  }
  return changes
}

/** What a widget shows. Expects tiers that have been advanced to `now`. */
export function standing(
  ladder: Ladder,
  grant: Grant | null,
  measures: Measure[],
  now: number,
  zone: string,
): Standing {
  const sofar = measures.filter(({ at }) => at <= now)
  const window = windowOf(ladder.period, sofar, zone)
  const progress = window.sumAt(now)
  const current = tierOf(ladder, grant)
  const floor = current ? current.threshold : grant ? progress : Number.NEGATIVE_INFINITY
  const next = openTiers(ladder).find(tier => tier.threshold > floor) ?? null
  const end = grant?.endsAt ?? null
  const keepable = current !== null && !current.retired && end !== null
  return {
    currentId: grant?.tierId ?? null,
    nextId: next?.id ?? null,
    progress,
    toNext: next && Math.max(0, next.threshold - progress),
    keptUntil: end,
    toKeep: keepable ? Math.max(0, current.threshold - window.judgedAt(end)) : null,
  }
}

function breakpoints(measures: Measure[], window: Window, from: number, to: number): number[] {
  const instants = [...measures.map(({ at }) => at), ...window.rises].filter(at => at > from && at < to)
  return [...new Set(instants)].sort((a, b) => a - b).concat(to)
}

function endBy(held: Grant | null, at: number): number | null {
  return held && held.endsAt !== null && held.endsAt <= at ? held.endsAt : null
}

/** A grant of a tier that was taken off the ladder is kept to its end; if it has none, it no longer counts. */
function climb(
  ladder: Ladder,
  held: Grant | null,
  window: Window,
  at: number,
  zone: string,
): TierChange | null {
  const current = tierOf(ladder, held)
  if (held && !current && held.endsAt !== null) return null
  const floor = current ? current.threshold : Number.NEGATIVE_INFINITY
  const above = openTiers(ladder).filter(tier => tier.threshold > floor)
  if (above.length === 0) return null
  const earned = earnedTier(ladder, window.sumAt(at))
  if (!earned || earned.threshold <= floor) return null
  return { tierId: earned.id, at, endsAt: keptUntil(ladder, earned, at, 'up', zone), change: 'up' }
}

/** At the end of a grant: what the period that ended was worth. */
function judge(ladder: Ladder, held: Grant | null, window: Window, at: number, zone: string): TierChange {
  const earned = earnedTier(ladder, window.judgedAt(at))
  if (!earned) return { tierId: null, at, endsAt: null, change: 'down' }
  const floor = tierOf(ladder, held)?.threshold ?? earned.threshold
  const change = earned.threshold > floor ? 'up' : earned.threshold < floor ? 'down' : 'kept'
  return { tierId: earned.id, at, endsAt: keptUntil(ladder, earned, at, 'judged', zone), change }
}

/** Somebody who climbs keeps the tier for the rest of the calendar year and the next; judged, for one more. */
function keptUntil(
  { period }: Ladder,
  tier: Tier,
  at: number,
  why: 'up' | 'judged',
  zone: string,
): number | null {
  if (tier.threshold === 0 || period.kind === 'lifetime') return null
  if (period.kind === 'rolling') return addMonths(at, period.months, zone)
  const yearEnd = nextYearStart(at, period.startMonth, period.startDay, zone)
  return why === 'judged' ? yearEnd : nextYearStart(yearEnd, period.startMonth, period.startDay, zone)
}

const openTiers = (ladder: Ladder) =>
  ladder.tiers.filter(tier => !tier.retired).sort((a, b) => a.threshold - b.threshold)
const tierOf = (ladder: Ladder, grant: Grant | null) =>
  ladder.tiers.find(tier => tier.id === grant?.tierId) ?? null
