import type { Me } from '../../sdk/contract'
import type { Books } from './books'
import type { BadgeRows } from './read'

/** Rules with a goal, and how far the shopper has come. */
export function missionsOf(_books: Books): Me['missions'] {
  return []
}

/** Rules with a streak, and the run. */
export function streaksOf(_books: Books): Me['streaks'] {
  return []
}

/** What has been earned for good. */
export function badgesOf(_books: Books, _paid: BadgeRows): Me['badges'] {
  return []
}

/** Whether today is still to be checked in. */
export function checkInOf(_books: Books): Me['checkIn'] {
  return null
}
