import type { OddsEntry } from '../../sdk/contract'
import { dayNumber } from '../merchants/calendar'
import type { Pools } from '../rewards/issue'
import { type Counters, liveOdds } from './odds'
import type { WheelRow, WheelRows } from './read'

export function countersOf(wheel: WheelRow, rows: WheelRows, pools: Pools, day: number): Counters {
  const ofWheel = <T extends { wheelId: string }>(list: T[]) =>
    list.filter(({ wheelId }) => wheelId === wheel.id)
  const today = ofWheel(rows.prizeDays).filter(row => row.day === day)
  const left = new Map(pools.map(pool => [pool.pool, pool.left]))
  const pooled = wheel.config.prizes.flatMap(({ id, award }) =>
    award.kind === 'pool' ? [[id, left.get(award.pool) ?? 0] as const] : [],
  )
  return {
    won: Object.fromEntries(ofWheel(rows.prizesWon).map(({ prizeId, won }) => [prizeId, won])),
    wonToday: Object.fromEntries(today.map(({ prizeId, won }) => [prizeId, won])),
    spentTotal: wheel.spent,
    spentToday: ofWheel(rows.wheelDays).find(row => row.day === day)?.spent ?? 0,
    poolLeft: Object.fromEntries(pooled),
  }
}

export function oddsNow(
  wheel: WheelRow,
  rows: WheelRows,
  pools: Pools,
  at: number,
  zone: string,
): OddsEntry[] {
  return liveOdds(wheel.config, countersOf(wheel, rows, pools, dayNumber(at, zone)))
}
