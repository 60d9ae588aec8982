import type { MergeResult } from '../../sdk/contract'
import { balance, type Customer, give, openAccount, type Rules } from './books'
import { statusOf } from './codes'
import { followReferral, likenessOf } from './referrals'
import { refused } from './refused'
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
export function merge(customer: Customer, guest: Customer, now: number, rules: Rules): MergeResult {
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
  takeInvitation(customer, guest, rules)
  return { merged: true, ...taken, codes }
}

function total(guest: Customer, unit: 'points' | 'spins'): number {
  const { available, pending } = balance(guest, unit)
  return available + pending
}

/** Whose link they came by goes over, unless the customer was there before it. */
function takeInvitation(customer: Customer, guest: Customer, rules: Rules): void {
  const claimed = guest.invitation
  if (!claimed || customer.invitation || claimed.advocate === customer.externalId) return
  const hadOrdered = [...customer.orders.values()].some(
    ({ status, paidAt }) => status === 'paid' && paidAt !== null && paidAt < claimed.claimedAt,
  )
  if (hadOrdered || customer.friends.some(({ friend }) => friend === claimed.advocate)) return
  claimed.friend = customer.externalId
  customer.invitation = claimed
  guest.invitation = null
  followReferral(customer, rules)
}
