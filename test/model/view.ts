import type { Me, WheelState } from '../../sdk/contract'
import { balance, type Customer, expiryOf, type Rules, spendable } from './books'
import { reasonAgainst } from './catalogue'
import { statusOf } from './codes'
import type { Play } from './play'
import { stateOf, type Visit } from './referrals'
import { badgesOf, checkInOf, missionsOf, streaksOf } from './series'
import { counted, earnedAt, earnedBefore } from './tiers'
import { pass } from './time'
import { entryOf } from './wheel'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** What `GET /v1/me` has to say, as far as the model knows it. */
export interface View {
  points: Me['points']
  spins: number
  tier:
    | (Omit<NonNullable<Me['tier']>, 'current' | 'next'> & { current: string | null; next: string | null })
    | null
  wheel: Pick<WheelState, 'entry' | 'reason' | 'nextFreeAt' | 'nonce'>
  codes: string[]
  catalogue: Me['catalogue']
  referral: Pick<Me, 'referral' | 'invitation'>
  series: Pick<Me, 'missions' | 'streaks' | 'badges' | 'checkIn'>
}

const CODES_SHOWN = 20

/** A copy of a customer as time has left them. */
export function settled(customer: Customer, now: number, rules: Rules): Customer {
  const copy = structuredClone(customer)
  pass(copy, now, rules)
  return copy
}

export function viewOf({ wheel, items, pool, visits, now, rules }: Play, customer: Customer): View {
  const seen = settled(customer, now, rules)
  const { entry, reason, nextFreeAt } = entryOf(seen, wheel, now, rules)
  // Reading stores nothing, so a code that time has brought is there from the next line of the books on.
  const booked = seen.codes.slice(0, customer.codes.length)
  const usable = booked.filter(code => ['issued', 'reserved'].includes(statusOf(code, now)))
  return {
    points: pointsOf(seen, rules),
    spins: balance(seen, 'spins').available,
    tier: tierOf(seen, now, rules),
    wheel: {
      entry,
      reason,
      nextFreeAt: iso(nextFreeAt),
      nonce: seen.spins.filter(({ isOwn }) => isOwn).length + 1,
    },
    catalogue: Object.fromEntries(
      items
        .map(item => [item.id, reasonAgainst(seen, item, pool, now, rules)] as const)
        .filter(([, reason]) => reason !== 'item_closed'),
    ),
    referral: {
      referral: linkOf(seen, visits, rules),
      invitation: seen.invitation && { from: null, state: stateOf(seen.invitation, now, rules) },
    },
    series: {
      missions: missionsOf(seen, now, rules),
      streaks: streaksOf(seen, now, rules),
      badges: badgesOf(seen, rules),
      checkIn: checkInOf(seen, now, rules),
    },
    codes: usable.map(codeLine).sort().slice(-CODES_SHOWN),
  }
}

const codeLine = (code: Customer['codes'][number]) => `${iso(code.expiresAt)} ${JSON.stringify(code.reward)}`

/** Everything but the slug, which is the API's to choose, is the model's. */
function linkOf(seen: Customer, visits: Visit[], { program }: Rules): Me['referral'] {
  const { slug, friends, externalId, kind } = seen
  if (!program.referral || kind === 'guest' || slug === null) return null
  return {
    ...{ slug, link: `${program.referral.url}?ref=${slug}`, joined: friends.length },
    visits: visits.filter(({ advocate }) => advocate === externalId).length,
    completed: friends.filter(({ isAdvocatePaid }) => isAdvocatePaid).length,
  }
}

function pointsOf(seen: Customer, rules: Rules): Me['points'] {
  const pending = seen.credits
    .filter(({ unit, left, availableAt }) => unit === 'points' && left > 0 && availableAt > seen.bookedAt)
    .map(({ left, availableAt }) => ({ points: left, at: availableAt }))
  const expiring = spendable(seen, 'points', rules).map(credit => ({
    ...{ points: credit.left, at: expiryOf(seen, credit, rules) },
  }))
  return { ...balance(seen, 'points'), nextPending: soonest(pending), nextExpiry: soonest(expiring) }
}

function soonest(dated: { points: number; at: number }[]): { points: number; at: string } | null {
  const at = Math.min(Number.POSITIVE_INFINITY, ...dated.map(each => each.at))
  if (at === Number.POSITIVE_INFINITY) return null
  const points = dated.filter(each => each.at === at).reduce((sum, each) => sum + each.points, 0)
  return { points, at: new Date(at).toISOString() }
}

function tierOf(seen: Customer, now: number, rules: Rules): View['tier'] {
  const { ladder } = rules.program
  if (!ladder) return null
  const all = counted(seen, rules).filter(({ at }) => at <= now)
  const progress = earnedAt(ladder, all, now, rules.zone)
  const held = ladder.tiers.find(({ id }) => id === seen.grant?.tierId)
  const next = ladder.tiers.find(({ threshold }) => !held || threshold > held.threshold)
  const end = seen.grant?.endsAt ?? null
  const missing = (threshold: number, sum: number) => Math.max(0, threshold - sum)
  return {
    current: held?.id ?? null,
    next: next?.id ?? null,
    progress,
    toNext: next ? missing(next.threshold, progress) : null,
    keptUntil: iso(end),
    toKeep: held && end !== null ? missing(held.threshold, earnedBefore(ladder, all, end, rules.zone)) : null,
  }
}

/** The same of the API's answer. */
export function shownBy(me: Me): View {
  const [state] = me.wheels
  return {
    points: me.points,
    spins: me.spins,
    tier: me.tier && { ...me.tier, current: me.tier.current?.id ?? null, next: me.tier.next?.id ?? null },
    wheel: {
      entry: state?.entry ?? null,
      reason: state?.reason ?? null,
      nextFreeAt: state?.nextFreeAt ?? null,
      nonce: state?.nonce ?? 0,
    },
    catalogue: me.catalogue,
    referral: { referral: me.referral, invitation: me.invitation },
    series: { missions: me.missions, streaks: me.streaks, badges: me.badges, checkIn: me.checkIn },
    codes: me.codes.map(code => `${code.expiresAt} ${JSON.stringify(code.reward)}`).sort(),
  }
}
