import { invalid } from './refusal'

/** RFC 3339 in UTC, as every instant leaves the API. */
export const iso = (at: number): string => new Date(at).toISOString()

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

/** When something happened that a request tells of: as it says, or now. It cannot lie ahead. */
export function happenedAt(at: string | undefined, now: number): number {
  const happened = at === undefined ? now : Date.parse(at)
  if (happened > now) throw invalid('at', 'lies in the future')
  return happened
}
