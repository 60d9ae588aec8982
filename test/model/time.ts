import { awardFact } from './award'
import { type Customer, expiryOf, payDebts, type Rules } from './books'
import { birthdayIn, wallOf } from './calendar'
import { happenReferrals, referralInstants } from './referrals'
import { climb, counted, fall } from './tiers'

/** Lets time pass, stopping at every instant at which something happens by itself. */
export function pass(customer: Customer, to: number, rules: Rules): void {
  happenBy(to, customer, Math.min(to, customer.bookedAt), rules)
  for (let next = nextInstant(customer, rules); next <= to; next = nextInstant(customer, rules)) {
    customer.bookedAt = next
    happenBy(to, customer, next, rules)
  }
  customer.bookedAt = Math.max(customer.bookedAt, to)
}

/** The next instant at which something happens to this customer without anybody doing anything; or Infinity. */
export function nextInstant(customer: Customer, rules: Rules): number {
  const live = customer.credits.filter(credit => credit.left > 0)
  const instants = [
    ...live.map(credit => credit.availableAt),
    ...live.map(credit => expiryOf(customer, credit, rules)),
    ...counted(customer, rules).map(({ at }) => at),
    customer.grant?.endsAt ?? Number.POSITIVE_INFINITY,
    ...birthdays(customer, rules).map(({ at }) => at),
    ...referralInstants(customer, rules),
  ]
  return Math.min(Number.POSITIVE_INFINITY, ...instants.filter(at => at > customer.bookedAt))
}

/** A code that time has brought is handed out when the books get there, and lasts from then on. */
function happenBy(to: number, customer: Customer, told: number, rules: Rules): void {
  const known = customer.codes.length
  happen(customer, told, rules)
  for (const code of customer.codes.slice(known)) code.expiresAt += Math.max(0, to - customer.bookedAt)
}

/** `told` is earlier than the books where something is told that happened before. */
function happen(customer: Customer, told: number, rules: Rules): void {
  for (const credit of customer.credits) {
    if (credit.left === 0 || expiryOf(customer, credit, rules) > customer.bookedAt) continue
    customer.sums[credit.unit].expired += credit.left
    credit.left = 0
  }
  payDebts(customer, rules)
  fall(customer, rules)
  climb(customer, rules)
  for (const { at, source } of birthdays(customer, rules)) {
    if (at !== customer.bookedAt || customer.birthdaysPaid.has(source)) continue
    customer.birthdaysPaid.add(source)
    awardFact(customer, { on: 'birthday', source }, rules)
    climb(customer, rules)
  }
  happenReferrals(customer, told, rules)
}

function birthdays(customer: Customer, { zone }: Rules): { at: number; source: string }[] {
  const { bookedAt, birthday, birthdayKnownAt } = customer
  if (!birthday) return []
  const year = wallOf(bookedAt, zone).getUTCFullYear()
  return [year, year + 1]
    .map(y => ({ at: birthdayIn(y, birthday, zone), source: `birthday:${y}` }))
    .filter(({ at }) => at > birthdayKnownAt)
}
