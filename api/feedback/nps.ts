import type { NpsReport } from '../../sdk/contract'
import { BANDS } from './band'
import { marginOf, rounded } from './interval'

export type NpsCount = Omit<NpsReport, 'trend' | 'tiers'>

/** How many answered each score: `tally[9]` people said 9. Whoever left it blank is in none. */
export type Tally = readonly number[]

/**
 * Net Promoter Score: % promoters (9–10) less % detractors (0–6) of those who answered, from −100 to 100.
 *
 * The interval is the normal approximation for the mean of a variable that is +1, 0 or −1, whose variance is
 * p + d − (p − d)². Rocks, B. (2016), "Interval Estimation for the 'Net Promoter Score'", The American
 * Statistician 70 (4), 365–372, where it is the Wald interval. It is cut at −100 and 100.
 */
export function npsOf(tally: Tally): NpsCount {
  const [detractors, passives, promoters] = [BANDS.nps.low, BANDS.nps.middle, BANDS.nps.high].map(band =>
    sumOf(tally, band),
  ) as [number, number, number]
  const answers = detractors + passives + promoters
  const counts = { answers, promoters, passives, detractors }
  if (answers === 0) return { ...counts, score: null, interval: null }
  const net = (promoters - detractors) / answers
  const score = rounded(100 * net)
  if (answers < 2) return { ...counts, score, interval: null }
  const margin = marginOf((promoters + detractors) / answers - net * net, answers)
  const low = rounded(100 * Math.max(-1, net - margin))
  const high = rounded(100 * Math.min(1, net + margin))
  return { ...counts, score, interval: { low, high } }
}

/** How many said `first` to `last`. */
export function sumOf(tally: Tally, [first, last]: readonly [number, number]): number {
  return tally.slice(first, last + 1).reduce((sum, count) => sum + count, 0)
}
