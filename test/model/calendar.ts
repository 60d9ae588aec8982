/**
 * Local days, months and years counted the slow way: what the clock on the wall shows, as if it were UTC, and back
 * by trying. Instants are epoch milliseconds; shares nothing with the API.
 */
export const DAY_MS = 86_400_000
const QUARTER_HOUR_MS = 900_000

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

const clocks = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const two = '2-digit' as const
  const clock = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: two, day: two },
    ...{ hour: two, minute: two, second: two },
  })
  clocks.set(zone, clock)
  return clock
}

function offsetMs(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const quarter = Math.floor(at / QUARTER_HOUR_MS)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const parts = clockOf(zone).formatToParts(quarter * QUARTER_HOUR_MS)
  const get = (type: string) => Number(parts.find(part => part.type === type)?.value)
  const shown = Date.UTC(
    ...([get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')] as const),
  )
  offsets.set(key, shown - quarter * QUARTER_HOUR_MS)
  return shown - quarter * QUARTER_HOUR_MS
}

export const wallOf = (at: number, zone: string): Date => new Date(at + offsetMs(at, zone))

/** The first instant that shows this; where the clock skips it, as much later as it skips. */
export function instantOf(wall: number, zone: string): number {
  const before = wall - offsetMs(wall - DAY_MS, zone)
  const after = wall - offsetMs(wall + DAY_MS, zone)
  const shows = [before, after].filter(at => +wallOf(at, zone) === wall)
  return shows.length > 0 ? Math.min(...shows) : before
}

export function addDays(at: number, days: number, zone: string): number {
  return instantOf(+wallOf(at, zone) + days * DAY_MS, zone)
}

/** 31 January and a month is the last of February, at the same time of day. */
export function addMonths(at: number, months: number, zone: string): number {
  const wall = wallOf(at, zone)
  const [year, month] = [wall.getUTCFullYear(), wall.getUTCMonth() + months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const day = Math.min(wall.getUTCDate(), lastDay)
  return instantOf(Date.UTC(year, month, day) + (+wall % DAY_MS), zone)
}

function wallStart(wall: Date, unit: Unit, further: number): number {
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()]
  if (unit === 'day') return Date.UTC(year, month, day + further)
  if (unit === 'week') return Date.UTC(year, month, day - ((wall.getUTCDay() + 6) % 7) + 7 * further)
  if (unit === 'month') return Date.UTC(year, month + further, 1)
  if (unit === 'quarter') return Date.UTC(year, month - (month % 3) + 3 * further, 1)
  return Date.UTC(year + further, 0, 1)
}

export const startOf = (at: number, unit: Unit, zone: string): number =>
  instantOf(wallStart(wallOf(at, zone), unit, 0), zone)

export const nextStart = (at: number, unit: Unit, zone: string): number =>
  instantOf(wallStart(wallOf(at, zone), unit, 1), zone)

/** Starts of the years that begin on a day of the merchant's choice, around `at`: the running one and the next. */
export function yearAround(at: number, startMonth: number, startDay: number, zone: string): [number, number] {
  const year = wallOf(at, zone).getUTCFullYear()
  const starts = [year - 1, year, year + 1].map(y => instantOf(Date.UTC(y, startMonth - 1, startDay), zone))
  const next = starts.find(start => start > at) ?? Number.NaN
  return [starts.findLast(start => start <= at) ?? Number.NaN, next]
}

export function birthdayIn(year: number, birthday: string, zone: string): number {
  const [month = 1, day = 1] = birthday.split('-').slice(1).map(Number)
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return instantOf(Date.UTC(year, month - 1, Math.min(day, lastDay)), zone)
}
