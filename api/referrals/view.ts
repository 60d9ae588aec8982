import type { Me } from '../../sdk/contract'
import type { Books } from '../earning/books'
import { stateOf } from '../earning/referral'
import { firstName } from './first-name'
import { broughtBy } from './obstacle'
import type { FriendRows } from './read'

/** The shopper's link, and how far their friends have come. */
export function referralOf(books: Books, { brought: [row] }: FriendRows): Me['referral'] {
  const { kind, slug } = books.customer
  const { referral } = books.rules.program
  if (!referral || kind !== 'customer' || slug === null) return null
  const { visits = 0, joined = 0, completed = 0 } = row ?? {}
  const booked = books.referrals.completed.length
  return { slug, link: linkOf(referral.url, slug), visits, joined, completed: completed + booked }
}

/** Who brought this shopper. */
export function invitationOf(books: Books, { inviter: [inviter] }: FriendRows): Me['invitation'] {
  const row = broughtBy(books)
  if (!row) return null
  return { from: firstName(inviter?.name ?? null), state: stateOf(row, books.tenant, books.tenant.at) }
}

/** Whatever the merchant's address has in its query stays there. */
function linkOf(url: string, slug: string): string {
  const link = new URL(url)
  link.searchParams.set('ref', slug)
  return link.href
}
