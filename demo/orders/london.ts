const MINUTE_MS = 60_000

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' })

/** Minutes since 1970 of a London wall clock such as `2011-06-01 10:15:00`. */
export function londonMinute(wallClock: string): number {
  const asIfUtc = Date.parse(`${wallClock.replace(' ', 'T')}Z`) / MINUTE_MS
  const guess = asIfUtc - offsetMinutes(asIfUtc)
  return asIfUtc - offsetMinutes(guess)
}

function offsetMinutes(minute: number): number {
  const zone = london.formatToParts(minute * MINUTE_MS).find(part => part.type === 'timeZoneName')?.value
  const [, hours, minutes] = /^GMT\+(\d\d):(\d\d)$/.exec(zone ?? '') ?? []
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0)
}
