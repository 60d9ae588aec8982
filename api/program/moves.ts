import type { Ladder, ProgramPreview } from '../../sdk/contract'
import { advance, earnedTier, type Grant, type Measure } from '../tiers/ladder'
import { windowOf } from '../tiers/window'

/** One customer as booked: the newest grant, and what counts on the ladder. */
export interface Member {
  grant: Grant | null
  measures: Measure[]
}

interface Move {
  from: string | null
  to: string | null
}

/** What a ladder does to one customer: `at once` they climb, or when their grant ends they fall. Null is neither. */
export function moveOf(
  ladder: Ladder | null,
  { grant, measures }: Member,
  at: number,
  zone: string,
): (Move & { when: 'atOnce' | 'atGrantEnd' }) | null {
  const from = grant?.tierId ?? null
  if (!ladder) return grant && grant.endsAt !== null ? { when: 'atGrantEnd', from, to: null } : null
  const change = advance(ladder, grant, measures, at, at, zone).at(-1)
  const to = change ? change.tierId : from
  if (to !== from) return { when: isBelow(ladder, to, from) ? 'atGrantEnd' : 'atOnce', from, to }
  if (change || !grant || grant.endsAt === null) return null
  const later = earnedTier(ladder, windowOf(ladder.period, measures, zone).judgedAt(grant.endsAt))?.id ?? null
  return isBelow(ladder, later, from) ? { when: 'atGrantEnd', from, to: later } : null
}

/** A tier the ladder does not have is above every other: whoever held it comes down from it. */
function isBelow(ladder: Ladder, a: string | null, b: string | null): boolean {
  const rank = (id: string | null) =>
    id === null ? -1 : (ladder.tiers.find(tier => tier.id === id)?.threshold ?? Number.POSITIVE_INFINITY)
  return rank(a) < rank(b)
}

/** Counts equal moves, most customers first. */
export function tally(moves: Move[]): ProgramPreview['atOnce'] {
  const counted = new Map<string, ProgramPreview['atOnce'][number]>()
  for (const { from, to } of moves) {
    const key = `${from}>${to}`
    const known = counted.get(key)
    if (known) known.customers += 1
    else counted.set(key, { from, to, customers: 1 })
  }
  return [...counted.values()].sort((a, b) => b.customers - a.customers)
}
