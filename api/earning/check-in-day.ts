import { dayOf, dayStart } from '../merchants/calendar'
import type { Books } from './books'
import { applicable } from './match'
import { zoneOf } from './series'
import { numberAt } from './streak'
import { momentOf } from './tier'

/** The daily check-in is remembered under no rule, so that rules may come and go. */
export const NO_RULE = ''

/** The day that can be checked in now, in the customer's zone. */
export interface CheckInDay {
  number: number
  /** `YYYY-MM-DD` */
  day: string
  /**
   * Not checked in, and no later one either: whoever hops between zones wins one day, once. Whoever returned has checked in
   * on that day.
   */
  open: boolean
  /** Epoch ms when the next day begins. */
  nextAt: number
}

/** null when no rule that is in force for this customer listens to check-ins. */
export function checkInDay(books: Books): CheckInDay | null {
  const { at, customer, progress, rules } = books
  if (applicable(rules.program, { on: 'check-in', ...momentOf(books, at) }).length === 0) return null
  const zone = zoneOf(books)
  const number = numberAt(at, 'day', zone)
  const returned = customer.returnedAt === null ? -Infinity : numberAt(customer.returnedAt, 'day', zone)
  const last = Math.max(progress.get(NO_RULE)?.last ?? -Infinity, returned)
  const next = Math.max(number, last) + 1
  return { number, day: dayOf(at, zone), open: number > last, nextAt: dayStart(next, zone) }
}
