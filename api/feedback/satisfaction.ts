import { SCORES, type ScoreReport } from '../../sdk/contract'
import { BANDS } from './band'
import { rounded, wilson } from './interval'
import { sumOf, type Tally } from './nps'

export type ScoreKind = 'csat' | 'ces'
export type ScoreCount = Omit<ScoreReport, 'trend' | 'tiers' | 'distribution'>

/** The share that is satisfied (CSAT 4–5) or found it easy (CES 5–7) of those who answered, in per cent. */
export function satisfactionOf(kind: ScoreKind, tally: Tally): ScoreCount {
  const answers = sumOf(tally, [SCORES[kind].min, SCORES[kind].max])
  const satisfied = sumOf(tally, BANDS[kind].high)
  if (answers === 0) return { answers, satisfied, score: null, average: null, interval: null }
  const total = tally.reduce((sum, count, score) => sum + count * score, 0)
  const { low, high } = wilson(satisfied, answers)
  return {
    ...{ answers, satisfied, score: rounded((100 * satisfied) / answers), average: rounded(total / answers) },
    interval: answers < 2 ? null : { low: rounded(100 * low), high: rounded(100 * high) },
  }
}

/** How many gave each score of the scale. */
export function distributionOf(kind: ScoreKind, tally: Tally): ScoreReport['distribution'] {
  const { min, max } = SCORES[kind]
  return Array.from({ length: max - min + 1 }, (_, i) => ({ score: min + i, answers: tally[min + i] ?? 0 }))
}
