import type { Streak } from '../../sdk/contract'
import { dayExists, dayNumber, dayStart, weekNumber, weekStart } from '../merchants/calendar'

/** Days or weeks running. They are numbers: of days since 1970-01-01, of weeks from Monday, in the customer's zone. */
export interface Run {
  /** How many counted; those a freeze was used for did not. */
  count: number
  last: number
  /** Freezes used since it last paid. */
  frozen: number
}

/** How a run stands while it is waited for: whether it can still go on, and until when. */
export interface Standing {
  run: number
  freezesLeft: number
  doneNow: boolean
  /** When it breaks if nothing happens, epoch ms; null when there is nothing to break. */
  endsAt: number | null
}

type Per = Streak['per']

/** No two zones are further apart than 26 hours: a last day that lies further ahead was counted in another unit. */
const MOST_AHEAD = 2

/** The number of the day or week around `at`. */
export function numberAt(at: number, per: Per, zone: string): number {
  const day = dayNumber(at, zone)
  return per === 'day' ? day : weekNumber(day)
}

/**
 * The run after the fact has happened at `at`; null when that day or week counts already. Numbers only rise: whoever
 * travels west, or says so, lives through a day that counts already.
 */
export function nextRun(run: Run | undefined, at: number, streak: Streak, zone: string): Run | null {
  const now = numberAt(at, streak.per, zone)
  if (!run || run.last > now + MOST_AHEAD) return { count: 1, last: now, frozen: 0 }
  if (now <= run.last) return null
  const left = freezesLeft(run, streak)
  const missed = missedBetween(run.last, now, left, streak.per, zone)
  if (missed > left) return { count: 1, last: now, frozen: 0 }
  return { count: run.count + 1, last: now, frozen: run.frozen + missed }
}

/** Whether a run that has just grown is as long as a pay-out asks; the freezes begin anew with it. */
export const pays = ({ count }: Run, streak: Streak): boolean => count % streak.count === 0

/** A run as its owner sees it at `at`. */
export function standingOf(run: Run | undefined, at: number, streak: Streak, zone: string): Standing {
  const broken = { run: 0, freezesLeft: streak.freezes, doneNow: false, endsAt: null }
  const now = numberAt(at, streak.per, zone)
  if (!run || run.last > now + MOST_AHEAD) return broken
  const left = freezesLeft(run, streak)
  const missed = missedBetween(run.last, now, left, streak.per, zone)
  if (missed > left) return broken
  return {
    run: run.count,
    freezesLeft: left - missed,
    doneNow: now <= run.last,
    endsAt: breaksAt(run.last, left, streak.per, zone),
  }
}

/** Fewer than were used when the merchant has lowered them meanwhile. */
const freezesLeft = (run: Run, { freezes }: Streak): number => Math.max(0, freezes - run.frozen)

/** Days or weeks that were there and are gone by; counting stops above `most`. */
function missedBetween(last: number, now: number, most: number, per: Per, zone: string): number {
  let missed = 0
  for (let each = last + 1; each < now && missed <= most; each++) if (exists(each, per, zone)) missed += 1
  return missed
}

/** The end of the last day or week on which the run can go on. */
function breaksAt(last: number, left: number, per: Per, zone: string): number {
  let final = last
  for (let chances = left + 1; chances > 0; chances--) {
    final += 1
    while (!exists(final, per, zone)) final += 1
  }
  return dayStart(per === 'day' ? final + 1 : weekStart(final + 1), zone)
}

const exists = (each: number, per: Per, zone: string): boolean => per === 'week' || dayExists(each, zone)
