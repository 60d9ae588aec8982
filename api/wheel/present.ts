import type { Wheel } from '../../sdk/contract'
import { iso } from '../http/time'
import { dayNumber } from '../merchants/calendar'
import { countersOf } from './counters'
import type { WheelRow, WheelRows } from './read'

export function presentWheel(wheel: WheelRow, rows: WheelRows, at: number, zone: string): Wheel {
  const counters = countersOf(wheel, rows, [], dayNumber(at, zone))
  const { id, version, config, createdAt } = wheel
  return {
    ...{ id, version, createdAt: iso(createdAt) },
    ...config,
    prizes: config.prizes.map(prize => ({
      ...prize,
      won: counters.won[prize.id] ?? 0,
      wonToday: counters.wonToday[prize.id] ?? 0,
    })),
    spent: { today: counters.spentToday, total: counters.spentTotal },
  }
}
