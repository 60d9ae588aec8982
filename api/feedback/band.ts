import type { Band, SurveyKind } from '../../sdk/contract'

/** First and last score of each band; the ends are those of the scale. */
export const BANDS = {
  nps: { low: [0, 6], middle: [7, 8], high: [9, 10] },
  csat: { low: [1, 2], middle: [3, 3], high: [4, 5] },
  ces: { low: [1, 3], middle: [4, 4], high: [5, 7] },
} as const satisfies Record<Exclude<SurveyKind, 'feedback'>, Record<Band, readonly [number, number]>>

const ORDER = ['low', 'middle', 'high'] as const

/** Where a score stands on its scale; null for words without a score. */
export function bandOf(kind: SurveyKind, score: number | null): Band | null {
  if (kind === 'feedback' || score === null) return null
  const bands = BANDS[kind]
  return ORDER.find(band => score >= bands[band][0] && score <= bands[band][1]) ?? null
}
