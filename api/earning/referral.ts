import type { ReferralState } from '../../sdk/contract'
import { addDays } from '../merchants/calendar'
import type { Shop } from '../merchants/tenant'

/** As much of a referral as tells what has become of it; instants in epoch ms. */
export interface Referred {
  claimedAt: number
  reviewUntil: number | null
  decision: 'approved' | 'declined' | null
  decidedAt: number | null
  earnedAt: number | null
  completedAt: number | null
  /** When the friend's order that counts was paid; null while there is none. */
  paidAt: number | null
}

type Rules = Pick<Shop, 'program' | 'zone'>

/** What both the friend and the advocate are paid for: `referral:ref_…`. */
export const referralSource = (id: string): string => `referral:${id}`

/** Nobody is paid before. One that is not flagged has no review. */
export function reviewEndsAt({ claimedAt, reviewUntil, decision, decidedAt }: Referred): number {
  if (reviewUntil === null) return claimedAt
  return decision === 'approved' ? Math.min(decidedAt ?? reviewUntil, reviewUntil) : reviewUntil
}

/** When the advocate is paid, as things stand; null while nothing tells. Days of the return window are calendar days. */
export function completesAt(referred: Referred, { program: { referral }, zone }: Rules): number | null {
  if (referred.decision === 'declined') return null
  const certain = referred.completedAt ?? referred.earnedAt
  if (certain !== null || referred.paidAt === null || !referral) return certain
  return Math.max(addDays(referred.paidAt, referral.returnDays, zone), reviewEndsAt(referred))
}

/** What has become of a referral by `at`, whether anybody has booked it or not. */
export function stateOf(referred: Referred, rules: Rules, at: number): ReferralState {
  if (referred.decision === 'declined') return 'declined'
  if ((completesAt(referred, rules) ?? Infinity) <= at) return 'completed'
  if (reviewEndsAt(referred) > at) return 'review'
  return referred.paidAt === null ? 'joined' : 'ordered'
}
