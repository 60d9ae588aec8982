import fc from 'fast-check'
import { addMonths, DAY_MS } from '../calendar'
import { nextBoundary, type Play, someone, type Touched } from '../play'

const HOUR_MS = 3_600_000

/** Lets time pass: a while, or to where something is about to happen, happens, or has just happened. */
export const clock = fc.record({
  kind: fc.constant('clock' as const),
  by: fc.oneof(
    fc.integer({ min: 1, max: 30 }).map(hours => ({ hours })),
    fc.integer({ min: 1, max: 45 }).map(days => ({ days })),
    fc.integer({ min: 1, max: 7 }).map(months => ({ months })),
    fc.constantFrom(-1, 0, 0, 1).map(afterBoundaryMs => ({ afterBoundaryMs })),
  ),
})

type Clock = typeof clock extends fc.Arbitrary<infer T> ? T : never

export async function runClock(play: Play, { by }: Clock): Promise<Touched> {
  const next = to(play, by)
  if (!(next > play.now) || next === Number.POSITIVE_INFINITY) return null
  await play.api.setClock(next)
  play.now = next
  play.sent += 1
  return someone(play, play.sent)?.externalId ?? null
}

function to(
  play: Play,
  by: { hours?: number; days?: number; months?: number; afterBoundaryMs?: number },
): number {
  if (by.hours !== undefined) return play.now + by.hours * HOUR_MS
  if (by.days !== undefined) return play.now + by.days * DAY_MS
  if (by.months !== undefined) return addMonths(play.now, by.months, play.rules.zone)
  return nextBoundary(play) + (by.afterBoundaryMs ?? 0)
}
