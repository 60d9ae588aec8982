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

/** Outline of slice `i` of `count`, clockwise from the top of a circle around 0,0; two arcs, so that one slice is round. */
export function outline(i: number, count: number, radius: number): string {
  const at = (turn: number) => {
    const angle = (turn / count) * 2 * Math.PI
    return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`
  }
  const arc = `A${radius} ${radius} 0 0 1 `
  return `M0 0 ${at(i)}${arc}${at(i + 0.5)}${arc}${at(i + 1)}z`
}

/** A name on at most two lines of about `room` letters, so that it stays in its slice. */
export function wrap(name: string, room: number): string[] {
  const space = name.length > room ? name.lastIndexOf(' ', room) : -1
  const lines = space > 0 ? [name.slice(0, space), name.slice(space + 1)] : [name]
  return lines.map(line => (line.length > room ? `${line.slice(0, room - 1)}…` : line))
}

/**
 * The angle that brings a point of the rim under the pointer, at least `turns` further than `from`.
 * @param at the point, counted in slices from the first one's beginning
 */
export function restAngle(at: number, count: number, from: number, turns: number): number {
  const rest = (-360 / count) * at
  return rest + 360 * Math.ceil((from - rest) / 360 + turns)
}
