import type { Grant, Measure } from '../tiers/ladder'
import type { Ledger } from '../wallet/ledger'
import type { Moment } from './match'

/** The tier held at an instant, by the grants of the books. */
export function tierAt({ account }: Ledger, at: number): string | null {
  const held = account.grants.filter(
    grant => grant.startsAt <= at && (grant.endsAt === null || at < grant.endsAt),
  )
  return held.at(-1)?.tierId ?? null
}

/** What rules ask about a customer at an instant. */
export const momentOf = (ledger: Ledger, at: number): Moment => ({
  at,
  tierId: tierAt(ledger, at),
  segments: ledger.customer.segments,
})

/** The newest grant, unless it has run out. */
export function grantAt({ account }: Ledger, at: number): Grant | null {
  const last = account.grants.at(-1)
  return last && (last.endsAt === null || at < last.endsAt) ? last : null
}

/** What counts on the programme's ladder: points as they become available, money or orders as they are paid. */
export function measuresOf({ account, rules }: Ledger): Measure[] {
  const { ladder } = rules.program
  if (!ladder || ladder.basis === 'points') return sorted(account.qualifying)
  const counted = account.orders.filter(order => order.net > 0)
  if (ladder.basis === 'orders') return sorted(counted.map(order => ({ at: order.paidAt, value: 1 })))
  const inCurrency = counted.filter(order => order.currency === ladder.currency)
  return sorted(inCurrency.map(order => ({ at: order.paidAt, value: order.net })))
}

const sorted = (measures: Measure[]): Measure[] => [...measures].sort((a, b) => a.at - b.at)
