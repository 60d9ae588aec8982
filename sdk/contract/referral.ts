import { z } from 'zod'
import { PageQuery, ReferralId, Slug, Text, VisitId } from './primitives'

/** A friend has arrived by somebody's link. */
export const Visit = z.strictObject({ slug: Slug }).meta({ id: 'Visit', example: { slug: 'k3m9qxtb2w' } })

export const VisitResult = z
  .object({
    visitId: VisitId,
    advocate: z.object({ name: z.string().nullable().meta({ description: 'First name, if known' }) }),
    expiresAt: z.string().meta({ description: 'Until then it can be claimed' }),
  })
  .meta({ id: 'VisitResult' })

/** The friend, a customer or guest by now, says whose link brought them. */
export const Claim = z
  .strictObject({ visitId: VisitId })
  .meta({ id: 'Claim', example: { visitId: 'vis_01m7v8x4k2f9tq3r5w6y7z8abc' } })

/**
 * `review`: flagged, waiting for the merchant or its deadline. `joined`: no order yet. `ordered`: paid, its return
 * window is open. Paid out is `completed`; `declined` never pays.
 */
export const ReferralState = z.enum(['review', 'joined', 'ordered', 'completed', 'declined'])
export const ReferralFlag = z.enum(['same_email', 'similar_email', 'same_network', 'burst'])

export const ClaimResult = z
  .object({
    id: ReferralId,
    state: ReferralState,
    earned: z
      .object({ points: z.int(), spins: z.int(), rewards: z.int() })
      .meta({ description: 'By the friend; nothing yet while it is in review' }),
  })
  .meta({ id: 'ClaimResult' })

/** A referral as the merchant sees it. */
export const Referral = z
  .object({
    id: ReferralId,
    advocateId: z.string(),
    friendId: z.string(),
    state: ReferralState,
    flags: z.array(ReferralFlag),
    claimedAt: z.string(),
    reviewUntil: z.string().nullable().meta({ description: 'When a flagged one pays if nobody decides' }),
    decision: z.enum(['approved', 'declined']).nullable(),
    reason: z.string().nullable().meta({ description: 'Your own words on the decision' }),
    order: z.string().nullable().meta({ description: "The friend's first paid order" }),
    completesAt: z.string().nullable().meta({ description: 'When it pays, as things stand' }),
    completedAt: z.string().nullable(),
  })
  .meta({ id: 'Referral' })

/** A friend as their advocate sees them. */
export const InvitedFriend = z
  .object({
    name: z.string().nullable().meta({ description: 'First name' }),
    state: ReferralState,
    claimedAt: z.string(),
    completesAt: z.string().nullable(),
    completedAt: z.string().nullable(),
  })
  .meta({ id: 'InvitedFriend' })

export const ListReferrals = PageQuery.extend({ state: ReferralState.optional() })

export const DecideReferral = z
  .strictObject({ decision: z.enum(['approved', 'declined']), reason: Text(200).optional() })
  .meta({ id: 'DecideReferral', example: { decision: 'approved' } })

/** `GET /v1/reports/referrals`: each step of the way, of visits in the period. */
export const ReferralReport = z
  .object({
    visits: z.int(),
    claims: z.int(),
    inReview: z.int(),
    ordered: z.int(),
    completed: z.int(),
    declined: z.int(),
    advocates: z.int().meta({ description: 'With at least one claim' }),
  })
  .meta({ id: 'ReferralReport' })

export type Visit = z.infer<typeof Visit>
export type VisitResult = z.infer<typeof VisitResult>
export type Claim = z.infer<typeof Claim>
export type ClaimResult = z.infer<typeof ClaimResult>
export type ReferralState = z.infer<typeof ReferralState>
export type ReferralFlag = z.infer<typeof ReferralFlag>
export type Referral = z.infer<typeof Referral>
export type InvitedFriend = z.infer<typeof InvitedFriend>
export type DecideReferral = z.infer<typeof DecideReferral>
export type ReferralReport = z.infer<typeof ReferralReport>
