import type { Band, SurveyKind } from '../../../sdk/contract'

/** Lowest and highest score, and where the middle and the high band begin. */
const SCALES: Record<string, [number, number, number, number]> = {
  nps: [0, 10, 7, 9],
  csat: [1, 5, 3, 4],
  ces: [1, 7, 4, 5],
}

/** Every score that can be given, upwards; none for words alone. */
export function scoresOf(kind: SurveyKind): number[] {
  const [lowest, highest] = SCALES[kind] ?? [1, 0]
  return Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i)
}

/** Words without a score are taken as neither good nor bad. */
export function bandOf(kind: SurveyKind, score: number | null): Band {
  const [, , middle, high] = SCALES[kind] ?? [0, 0, 0, 1]
  return score === null ? 'middle' : score >= high ? 'high' : score >= middle ? 'middle' : 'low'
}
