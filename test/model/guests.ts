import type { MergeResult } from '../../sdk/contract'
import { type Customer, give, openAccount, type Rules, type Use } from './books'
import { addDays } from './calendar'
import { statusOf } from './codes'
import { takeBack } from './orders'
import { followReferral, likenessOf, refuseClaim, sourceOf } from './referrals'
import { outcomeOf, refused } from './refused'
import { climb } from './tiers'

/** A visitor joins once, and nobody joins with an address that is known: no rule pays for it. */
export function refuseJoin(email: string, all: Customer[]): void {
  const isKnown = all.some(({ kind, joinedWith, email: theirs }) =>
    kind === 'guest'
      ? joinedWith !== null && likenessOf(joinedWith) === likenessOf(email)
      : theirs?.toLowerCase() === email.toLowerCase(),
  )
  if (isKnown) refused('already_joined')
}

export function openGuest(externalId: string, token: string, email: string, now: number, rules: Rules) {
  const guest: Customer = {
    ...openAccount(externalId, now, null),
    ...{ kind: 'guest', id: `cus_${externalId.slice('guest:'.length)}`, token, email, joinedWith: email },
  }
  climb(guest, rules)
  return guest
}

/** What a guest has becomes the customer's, once; of what is a person's own, the customer's word stands. */
export function merge(
  customer: Customer,
  guest: Customer,
  advocate: Customer | undefined,
  rules: Rules,
): MergeResult {
  const now = customer.bookedAt
  const isBrought = takeInvitation(customer, guest, advocate)
  if (!isBrought && guest.invitation) takeAway(guest, sourceOf(guest.invitation), rules)
  const codes = guest.codes.filter(code => ['issued', 'reserved'].includes(statusOf(code, now))).length
  const taken = { points: total(guest, 'points'), spins: total(guest, 'spins') }
  for (const { left, counts, unit, availableAt, expiresAt, source } of guest.credits)
    if (left > 0 || counts > 0)
      give(customer, { unit, amount: left, availableAt, expiresAt, source, counts }, rules)
  for (const credit of guest.credits) Object.assign(credit, { left: 0, counts: 0 })
  guest.sums.points.spent += taken.points
  guest.sums.spins.spent += taken.spins
  customer.codes.push(...guest.codes)
  guest.codes = []
  customer.spins.push(...guest.spins.map(spin => ({ ...spin, isOwn: false })))
  customer.uses.push(...guest.uses)
  const own = new Set(customer.facts.map(({ on }) => on))
  customer.facts.unshift(...guest.facts.filter(({ on }) => !own.has(on)))
  customer.email ??= guest.email
  customer.timeZone ??= guest.timeZone
  guest.mergedInto = customer.externalId
  climb(customer, rules)
  followReferral(customer, rules)
  return { merged: true, ...taken, codes }
}

const total = ({ credits }: Customer, unit: 'points' | 'spins') =>
  credits.reduce((sum, credit) => sum + (credit.unit === unit ? credit.left : 0), 0)

/** Whose link they came by goes over, unless it could not have been claimed by the customer then. */
function takeInvitation(customer: Customer, guest: Customer, advocate: Customer | undefined): boolean {
  const claimed = guest.invitation
  if (!claimed || !advocate) return false
  const reason = outcomeOf(() => refuseClaim(customer, advocate, (_, paidAt) => paidAt < claimed.claimedAt))
  if (reason !== 'ok') return false
  claimed.friend = customer.externalId
  customer.invitation = claimed
  guest.invitation = null
  return true
}

/** Somebody else's welcome: what is left of it goes back, as far as refunds go, and an unused code with it. */
function takeAway(guest: Customer, source: string, rules: Rules): void {
  guest.uses = guest.uses.filter(use => use.source !== source || isKept(guest, use, rules))
}

function isKept(guest: Customer, use: Use, rules: Rules): boolean {
  const rule = rules.program.rules.find(({ id }) => id === use.ruleId)
  use.isForgiven = true
  if (use.code) {
    if (use.code.status === 'redeemed') return true
    use.code.status = 'void'
  }
  const unit = rule?.earn.kind === 'spins' ? 'spins' : 'points'
  const amount =
    rule?.earn.kind === 'spins' ? rule.earn.spins : rule?.earn.kind === 'fixed' ? rule.earn.points : 0
  const availableAt = addDays(use.at, unit === 'points' ? (rule?.pendingDays ?? 0) : 0, rules.zone)
  for (const credit of guest.credits) if (credit.source === use.source) credit.counts = 0
  return takeBack(guest, { unit, source: use.source, availableAt }, amount, rules) < amount
}
