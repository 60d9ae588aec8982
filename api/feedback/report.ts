import type { Tally } from './nps'

/** So many answers of one score, from one tier, at about one time (epoch ms). */
export interface Counted {
  at: number
  score: number
  tierId: string | null
  answers: number
}

export interface Groups {
  /** First day of the week or month around an instant, `YYYY-MM-DD`. */
  periodOf(at: number): string
  /** Ids of the ladder, in its order; others come after them. */
  tierIds: string[]
}

/** The same figures of all, of each week or month in which anybody answered, and of each tier. */
export function reportOf<Figures>(
  rows: Counted[],
  count: (tally: Tally) => Figures,
  { periodOf, tierIds }: Groups,
) {
  const periods = grouped(rows, row => periodOf(row.at))
  const tiers = grouped(rows, row => row.tierId)
  return {
    ...count(tallyOf(rows)),
    trend: [...periods]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, some]) => ({ from, ...count(tallyOf(some)) })),
    tiers: [...tiers]
      .sort(([a], [b]) => rank(a, tierIds) - rank(b, tierIds))
      .map(([tierId, some]) => ({ tierId, ...count(tallyOf(some)) })),
  }
}

function grouped<Key>(rows: Counted[], keyOf: (row: Counted) => Key): Map<Key, Counted[]> {
  const groups = new Map<Key, Counted[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

/** By score, from 0 to 10. */
export function tallyOf(rows: Pick<Counted, 'score' | 'answers'>[]): Tally {
  const tally = Array.from({ length: 11 }, () => 0)
  for (const { score, answers } of rows) tally[score] = (tally[score] ?? 0) + answers
  return tally
}

/** On the ladder by its order, then tiers it no longer has, then nobody's. */
function rank(tierId: string | null, tierIds: string[]): number {
  if (tierId === null) return tierIds.length + 1
  const place = tierIds.indexOf(tierId)
  return place === -1 ? tierIds.length : place
}
