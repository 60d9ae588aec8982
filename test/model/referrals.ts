import type { ReferralFlag, ReferralState } from '../../sdk/contract'
import { type Awarded, awardFact } from './award'
import { type Customer, givenBack, type Order, type Rules } from './books'
import { addDays } from './calendar'
import { refused } from './refused'
import { climb } from './tiers'

/** Who brought whom; both of them have it, the friend as `invitation`, the advocate among `friends`. */
export interface Referral {
  /** As the API spells it, once it was seen. */
  id: string
  number: number
  advocate: string
  friend: string
  claimedAt: number
  flags: ReferralFlag[]
  /** The friend's address at the claim, as look-alikes have it in common. */
  likeness: string | null
  network: string | null
  reviewUntil: number | null
  decision: 'approved' | 'declined' | null
  decidedAt: number | null
  /** The friend has theirs. */
  isFriendPaid: boolean
  earned: Awarded
  /** When the order that counts was paid. */
  orderPaidAt: number | null
  /** The window is over, and whatever becomes of the order does not matter any more. */
  certainAt: number | null
  isAdvocatePaid: boolean
}

/** A friend who has followed a link. */
export interface Visit {
  id: string
  advocate: string
  network: string
  at: number
}

const NOTHING: Awarded = { points: 0, spins: 0, rewards: 0 }
const HOUR_MS = 3_600_000
const CURRENCY = 'GBP'

function reviewEnds({ claimedAt, reviewUntil, decision, decidedAt }: Referral): number {
  if (reviewUntil === null) return claimedAt
  return decision === 'approved' ? Math.min(decidedAt ?? reviewUntil, reviewUntil) : reviewUntil
}

/** When it pays the advocate, as things stand. */
export function completesAt(referral: Referral, { program, zone }: Rules): number | null {
  const { decision, certainAt, orderPaidAt } = referral
  if (decision === 'declined') return null
  if (certainAt !== null || orderPaidAt === null || !program.referral) return certainAt
  return Math.max(addDays(orderPaidAt, program.referral.returnDays, zone), reviewEnds(referral))
}

export function stateOf(referral: Referral, now: number, rules: Rules): ReferralState {
  if (referral.decision === 'declined') return 'declined'
  if ((completesAt(referral, rules) ?? Number.POSITIVE_INFINITY) <= now) return 'completed'
  if (reviewEnds(referral) > now) return 'review'
  return referral.orderPaidAt === null ? 'joined' : 'ordered'
}

/** When something will happen to this customer because of a referral. */
export function referralInstants({ invitation, friends }: Customer, rules: Rules): number[] {
  const waiting = [...friends.filter(each => !each.isAdvocatePaid), ...(invitation ? [invitation] : [])]
  return [...waiting.map(each => completesAt(each, rules)), invitation?.reviewUntil ?? null].filter(
    at => at !== null,
  )
}

/** What is due by then: told late it is paid late, the earliest first. */
export function happenReferrals(customer: Customer, now: number, rules: Rules): void {
  const { invitation: mine } = customer
  if (
    mine &&
    !mine.isFriendPaid &&
    mine.decision === null &&
    (mine.reviewUntil ?? Number.POSITIVE_INFINITY) <= now
  )
    payFriend(customer, mine, rules)
  if (mine) settleReferral(mine, now, rules)
  const due = customer.friends
    .filter(each => !each.isAdvocatePaid)
    .map(referral => ({ referral, at: completesAt(referral, rules) ?? Number.POSITIVE_INFINITY }))
    .filter(({ at }) => at <= now)
  for (const { referral, at } of due.sort((a, b) => a.at - b.at)) {
    referral.certainAt = at
    referral.isAdvocatePaid = true
    awardFact(customer, { on: 'referral.completed', source: sourceOf(referral) }, rules)
    climb(customer, rules)
  }
}

function settleReferral(referral: Referral, now: number, rules: Rules): void {
  const at = completesAt(referral, rules)
  if (at !== null && at <= now) referral.certainAt = at
}

export const sourceOf = ({ number }: Referral) => `referral:${number}`

export function payFriend(customer: Customer, referral: Referral, rules: Rules): Awarded {
  referral.isFriendPaid = true
  const earned = awardFact(customer, { on: 'referral.claimed', source: sourceOf(referral) }, rules)
  climb(customer, rules)
  referral.earned = earned
  return earned
}

/** The first order since the claim that is paid and of which enough is left. */
export function followReferral({ invitation, orders }: Customer, { program }: Rules): void {
  if (!invitation) return
  const minimum = program.referral?.minimumSpend ?? 0
  const counts = (order: Order) => {
    const { status, paidAt, document } = order
    const left = document.total - givenBack(order)
    const isEnough = left > 0 && left >= minimum && (minimum === 0 || document.currency === CURRENCY)
    return status === 'paid' && paidAt !== null && paidAt >= invitation.claimedAt && isEnough
  }
  const paid = [...orders.values()].filter(counts).map(({ paidAt }) => paidAt ?? 0)
  invitation.orderPaidAt = paid.length > 0 ? Math.min(...paid) : null
}

/** Capitals, dots and what follows a plus make no other address. */
export function likenessOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const bare = (local.split('+')[0] ?? '').replaceAll('.', '')
  return `${bare || local}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`
}

const isSameEmail = (a: string | null, b: string | null) =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase()

/** What keeps somebody from being brought. */
export function refuseClaim(
  friend: Customer,
  advocate: Customer,
  counts: (externalId: string, paidAt: number) => boolean = () => true,
): void {
  const isSelf = friend.externalId === advocate.externalId || isSameEmail(friend.email, advocate.email)
  if (isSelf || advocate.invitation?.advocate === friend.externalId) refused('self_referral')
  const hasOrdered = [...friend.orders].some(
    ([externalId, { paidAt }]) => paidAt !== null && counts(externalId, paidAt),
  )
  if (hasOrdered) refused('existing_customer')
  if (friend.invitation) refused('already_referred')
}

/** One advocate for ever. What is odd about it waits for the merchant, or its deadline. */
export function bring(
  friend: Customer,
  advocate: Customer,
  all: Customer[],
  claim: { at: number; now: number; network: string | null },
  rules: Rules,
): Awarded {
  const known = all.flatMap(({ friends }) => friends)
  const flags = flagsOf(friend, advocate, all, known, claim, rules)
  const { reviewDays = 0 } = rules.program.referral ?? {}
  const referral: Referral = {
    ...{ id: '', number: known.length, advocate: advocate.externalId, friend: friend.externalId },
    ...{ claimedAt: claim.at, flags, network: claim.network, decision: null, decidedAt: null },
    likeness: friend.email === null ? null : likenessOf(friend.email),
    reviewUntil: flags.length > 0 ? addDays(claim.now, reviewDays, rules.zone) : null,
    ...{ isFriendPaid: false, earned: NOTHING, orderPaidAt: null, certainAt: null, isAdvocatePaid: false },
  }
  friend.invitation = referral
  advocate.friends.push(referral)
  return flags.length > 0 ? NOTHING : payFriend(friend, referral, rules)
}

function flagsOf(
  friend: Customer,
  advocate: Customer,
  all: Customer[],
  known: Referral[],
  { at, network }: { at: number; network: string | null },
  { program }: Rules,
): ReferralFlag[] {
  const { email } = friend
  const others = advocate.friends.filter(({ likeness }) => likeness !== null)
  const emailOf = (name: string) => all.find(({ externalId }) => externalId === name)?.email ?? null
  const isSame = others.some(other => isSameEmail(emailOf(other.friend), email))
  const alike = [advocate.email && likenessOf(advocate.email), ...others.map(({ likeness }) => likeness)]
  const isAlike = email !== null && alike.includes(likenessOf(email))
  const ofNetwork = network === null ? [] : known.filter(each => each.network === network)
  const inHour = advocate.friends.filter(({ claimedAt }) => Math.abs(claimedAt - at) < HOUR_MS)
  const flags: ReferralFlag[] = []
  if (isSame) flags.push('same_email')
  if (isAlike && !isSame) flags.push('similar_email')
  if (ofNetwork.length >= 3) flags.push('same_network')
  if (inHour.length >= (program.referral?.burst ?? Number.POSITIVE_INFINITY)) flags.push('burst')
  return flags
}

/** The merchant ends a review, or declines what is not paid yet. */
export function decide(
  friend: Customer,
  referral: Referral,
  decision: 'approved' | 'declined',
  now: number,
  rules: Rules,
  pass: () => void,
): void {
  if (referral.decision === decision) return
  const state = stateOf(referral, now, rules)
  if (referral.decision !== null || state === 'completed') refused('referral_decided')
  pass()
  Object.assign(referral, { decision, decidedAt: now })
  if (state === 'review' && decision === 'approved') payFriend(friend, referral, rules)
}
