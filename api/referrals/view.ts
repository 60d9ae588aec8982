import type { Me } from '../../sdk/contract'
import type { Books } from '../earning/books'
import type { FriendRows } from './read'

/** The shopper's link, and how far their friends have come. */
export function referralOf(_books: Books, _rows: FriendRows): Me['referral'] {
  return null
}

/** Who brought this shopper. */
export function invitationOf(_books: Books, _rows: FriendRows): Me['invitation'] {
  return null
}
