import { tzOffset } from '@date-fns/tz'
import * as wall from 'date-fns'
import type { GoalPeriod } from '../../sdk/contract'
import { remember } from '../store/remember'
import { WallClock } from './wallclock'

/**
 * Days, months and years in an IANA zone, a merchant's or a customer's. Instants are epoch milliseconds.
 *
 * date-fns counts on the wall clock; only the two crossings between instant and wall clock look at the zone.
 * Counting on a TZDate would be fifty times slower, and lets the zone of the machine leak into the result on
 * days whose midnight is skipped or repeated (@date-fns/tz 1.5).
 */
const DAY_MS = 86_400_000
/** 1970-01-01 was a Thursday. */
const MONDAY = 3

type Floor = (clock: Date) => Date
type Step = (clock: Date, count: number) => Date

const FLOORS: Record<Exclude<GoalPeriod, 'lifetime'>, Floor> = {
  day: wall.startOfDay,
  week: wall.startOfISOWeek,
  month: wall.startOfMonth,
  quarter: wall.startOfQuarter,
  year: wall.startOfYear,
}
const STEPS: Record<keyof typeof FLOORS, Step> = {
  day: wall.addDays,
  week: wall.addWeeks,
  month: wall.addMonths,
  quarter: wall.addQuarters,
  year: wall.addYears,
}

/** The same time of day `months` later (or earlier); 31 January plus one month is the last of February. */
export function addMonths(at: number, months: number, zone: string): number {
  return toInstant(wall.addMonths(toWall(at, zone), months), zone)
}

/** The same time of day `days` later (or earlier), however long those days are. */
export function addDays(at: number, days: number, zone: string): number {
  return toInstant(wall.addDays(toWall(at, zone), days), zone)
}

/** The local day, `YYYY-MM-DD`. */
export function dayOf(at: number, zone: string): string {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 10)
}

/** The local day as a number: days since 1970-01-01. */
export function dayNumber(at: number, zone: string): number {
  return Math.floor((at + offsetMs(at, zone)) / DAY_MS)
}

/** The week, from Monday, that a day belongs to; the first Monday of 1970 begins week 1. */
export function weekNumber(day: number): number {
  return Math.floor((day + MONDAY) / 7)
}

/** The first day of a week. */
export function weekStart(week: number): number {
  return week * 7 - MONDAY
}

/** First instant of a local day; of the one after it where the zone has skipped it. */
export function dayStart(day: number, zone: string): number {
  return toInstant(day * DAY_MS, zone)
}

/** Whether the zone has that day: crossing the date line skips one (Pacific/Apia, 2011-12-30). */
export function dayExists(day: number, zone: string): boolean {
  return dayNumber(dayStart(day, zone), zone) === day
}

/** First instant of the day, week (from Monday), month, quarter or year around `at`; a lifetime starts at 0. */
export function periodStart(at: number, per: GoalPeriod, zone: string): number {
  return per === 'lifetime' ? 0 : toInstant(FLOORS[per](toWall(at, zone)), zone)
}

/** First instant of the following period; null for a lifetime. */
export function nextPeriodStart(at: number, per: GoalPeriod, zone: string): number | null {
  return per === 'lifetime' ? null : endOf(at, per, zone)
}

/** First instant after the unit around `at`. */
export function endOf(at: number, unit: keyof typeof FLOORS, zone: string): number {
  const start = FLOORS[unit](toWall(at, zone))
  return toInstant(STEPS[unit](start, 1), zone)
}

/** First instant of the year around `at`, when years begin on `startDay`. `startMonth` (1 to 12). */
export function yearStart(at: number, startMonth: number, startDay: number, zone: string): number {
  const year = toWall(at, zone).getFullYear()
  const start = firstOfYear(year, startMonth, startDay, zone)
  return start <= at ? start : firstOfYear(year - 1, startMonth, startDay, zone)
}

/** First instant of the year after the one around `at`, when years begin on `startDay`. `startMonth`. */
export function nextYearStart(at: number, startMonth: number, startDay: number, zone: string): number {
  const year = toWall(at, zone).getFullYear()
  const start = firstOfYear(year, startMonth, startDay, zone)
  return start > at ? start : firstOfYear(year + 1, startMonth, startDay, zone)
}

/** First instant of the birthday (`YYYY-MM-DD`) in `year`; 29 February is kept on the 28th in other years. */
export function birthdayIn(year: number, birthday: string, zone: string): number {
  const born = new WallClock(Date.parse(birthday))
  return toInstant(wall.addYears(born, year - born.getFullYear()), zone)
}

function firstOfYear(year: number, month: number, day: number, zone: string): number {
  return toInstant(Date.UTC(year, month - 1, day), zone)
}

const HALF_MINUTE_MS = 30_000
const HALF_MINUTES_A_DAY = DAY_MS / HALF_MINUTE_MS
const MOST_ZONES = 1000
const MOST_OFFSETS = 10_000

/** Asking `Intl` takes longer than most decisions. No zone has changed its offset between half minutes since 1970. */
const offsetsIn = remember(MOST_ZONES, (zone: string) =>
  remember(MOST_OFFSETS, (halfMinute: number) =>
    Math.round(tzOffset(zone, new Date(halfMinute * HALF_MINUTE_MS)) * 60_000),
  ),
)

/**
 * No zone changes its offset twice within a day (the closest two are an hour less than a week apart: America/Recife, 2000),
 * so one that is the same at both ends of a day, in UTC, is so all day.
 */
function offsetMs(at: number, zone: string): number {
  const offsets = offsetsIn(zone)
  const begin = Math.floor(at / DAY_MS) * HALF_MINUTES_A_DAY
  const offset = offsets(begin)
  return offset === offsets(begin + HALF_MINUTES_A_DAY) ? offset : offsets(Math.floor(at / HALF_MINUTE_MS))
}

function toWall(at: number, zone: string): WallClock {
  return new WallClock(at + offsetMs(at, zone))
}

/**
 * The instant a wall clock shows `clock`: the earlier one where it shows it twice; where it skips it, as much
 * later as was skipped, which for a skipped midnight is the first instant of the day. (Temporal: "compatible".)
 */
function toInstant(clock: Date | number, zone: string): number {
  const shown = +clock
  const offsetBefore = offsetMs(shown - DAY_MS, zone)
  const early = shown - offsetBefore
  if (offsetMs(early, zone) === offsetBefore) return early
  const offsetAfter = offsetMs(shown + DAY_MS, zone)
  const late = shown - offsetAfter
  return offsetMs(late, zone) === offsetAfter ? late : early
}
