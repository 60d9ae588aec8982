import type { LadderPeriod } from '../../sdk/contract'
import { addMonths, nextYearStart, yearStart } from '../merchants/calendar'

/** What counts on a ladder and when: points as they become available, money or orders as they are paid. */
export interface Measure {
  at: number
  value: number
}

/** The sums a ladder looks at; every instant is in epoch ms. */
export interface Window {
  /** Earned in the period that is running at an instant. */
  sumAt(at: number): number
  /** Earned in the period that decides what follows a grant that ends at `end`. */
  judgedAt(end: number): number
  /** When the running sum rises without a new measure: something negative leaves it. */
  rises: number[]
}

/** A clamped month ends up to three days early (31 January to 28 February); clocks change by hours. */
const CLAMP_MS = 4 * 86_400_000

/** The measures as the period of a ladder sees them. Needs one sort, then answers by binary search. */
export function windowOf(period: LadderPeriod, measures: Measure[], zone: string): Window {
  const sums = runningSums(measures)
  if (period.kind === 'rolling') return rollingWindow(period.months, sums, zone)
  if (period.kind === 'calendar') return calendarWindow(period.startMonth, period.startDay, sums, zone)
  return { sumAt: sums.through, judgedAt: sums.through, rises: [] }
}

interface RunningSums {
  sorted: Measure[]
  /** How many measures lie at or before an instant. */
  count(at: number): number
  /** Their sum. */
  through(at: number): number
}

function runningSums(measures: Measure[]): RunningSums {
  const sorted = [...measures].sort((a, b) => a.at - b.at)
  const sums = [0]
  for (const { value } of sorted) sums.push((sums.at(-1) ?? 0) + value)
  const count = (at: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.at ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return low
  }
  return { sorted, count, through: at => sums[count(at)] ?? 0 }
}

/**
 * Each measure counts from its instant until the same time `months` later. (Looking back from the end instead
 * would count 31 January twice: 28 February less a month is 28 January.)
 */
function rollingWindow(months: number, sums: RunningSums, zone: string): Window {
  const leavesAt = (measure: Measure) => addMonths(measure.at, months, zone)
  const left = (at: number) => {
    const edge = addMonths(at, -months, zone)
    const unsure = sums.sorted.slice(sums.count(edge - CLAMP_MS), sums.count(edge + CLAMP_MS))
    const gone = unsure.filter(measure => leavesAt(measure) <= at)
    return sums.through(edge - CLAMP_MS) + total(gone)
  }
  const sumAt = (at: number) => sums.through(at) - left(at)
  return { sumAt, judgedAt: sumAt, rises: negative(sums).map(leavesAt) }
}

/** The year around an instant; a grant that ends with a year is judged by that year, any other by twelve months. */
function calendarWindow(startMonth: number, startDay: number, sums: RunningSums, zone: string): Window {
  const startOf = (at: number) => yearStart(at, startMonth, startDay, zone)
  const between = (start: number, end: number) => sums.through(end) - sums.through(start - 1)
  const judgedFrom = (end: number) => (startOf(end) === end ? startOf(end - 1) : addMonths(end, -12, zone))
  return {
    sumAt: at => between(startOf(at), at),
    judgedAt: end => between(judgedFrom(end), end - 1),
    rises: negative(sums).map(({ at }) => nextYearStart(at, startMonth, startDay, zone)),
  }
}

const negative = ({ sorted }: RunningSums) => sorted.filter(({ value }) => value < 0)
const total = (measures: Measure[]) => measures.reduce((sum, { value }) => sum + value, 0)
