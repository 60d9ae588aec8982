import type { InvitedFriend, Referral } from '../../sdk/contract'
import { completesAt, stateOf } from '../earning/referral'
import { iso, isoOrNull } from '../http/time'
import type { Shop } from '../merchants/tenant'
import { firstName } from './first-name'
import type { ReferralRow } from './read'

/** What has become of it so far: `completedAt` is told from the moment it is due, booked or not. */
function course(row: ReferralRow, shop: Shop) {
  const state = stateOf(row, shop, shop.at)
  const due = completesAt(row, shop)
  return {
    ...{ state, claimedAt: iso(row.claimedAt), completesAt: isoOrNull(due) },
    completedAt: isoOrNull(state === 'completed' ? due : null),
  }
}

export function presentReferral(row: ReferralRow, shop: Shop): Referral {
  const { id, advocateId, friendId, flags, decision, reason, order } = row
  return {
    ...{ id, advocateId, friendId, flags, ...course(row, shop) },
    reviewUntil: isoOrNull(row.reviewUntil),
    ...{ decision, reason, order },
  }
}

export const presentFriend = (row: ReferralRow & { name: string | null }, shop: Shop): InvitedFriend => ({
  name: firstName(row.name),
  ...course(row, shop),
})
