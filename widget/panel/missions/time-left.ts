const HOUR_MS = 3_600_000
const HOURS_A_DAY = 24
/** Below that, a shopper counts the hours. */
const HOURS_COUNTED = 48

/** "in 39 days", "in 5 hours"; null when the time is over. */
export function timeLeft(locale: string, endsAt: string, now: string): string | null {
  const hours = Math.ceil((Date.parse(endsAt) - Date.parse(now)) / HOUR_MS)
  if (hours <= 0) return null
  const words = new Intl.RelativeTimeFormat(locale)
  return hours < HOURS_COUNTED
    ? words.format(hours, 'hour')
    : words.format(Math.floor(hours / HOURS_A_DAY), 'day')
}
