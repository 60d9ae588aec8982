import type { OddsEntry, WheelView } from '../../../sdk/contract'

/** One slice of the disc; `prizeId` null is "no win". */
export interface Slice {
  prizeId: string | null
  name: string
  color?: string | null
  /** From 0 to 1. */
  chance: number
}

/** What can be hit now, in the server's order: a prize that is gone has no slice. */
export function slicesOf({ prizes }: WheelView, odds: OddsEntry[], noWin: string): Slice[] {
  const total = odds.reduce((sum, { weight }) => sum + weight, 0)
  return odds
    .filter(({ weight }) => weight > 0)
    .map(({ prizeId, weight }) => {
      const prize = prizes.find(({ id }) => id === prizeId)
      return { prizeId, name: prize?.name ?? noWin, color: prize?.color, chance: weight / total }
    })
}

/**
 * The angle that brings a point of the rim under the pointer, at least `turns` further than `from`.
 * @param at the point, counted in slices from the first one's beginning
 */
export function restAngle(at: number, count: number, from: number, turns: number): number {
  const rest = (-360 / count) * at
  return rest + 360 * Math.ceil((from - rest) / 360 + turns)
}
