import type { OddsEntry, Prize, ProblemCode, WriteWheel } from '../../sdk/contract'
import { balance, type Customer, type Rules, spend } from './books'
import { nextStart, startOf } from './calendar'
import { tierAt } from './tiers'

/** One wheel and every win at it. */
export interface Wheel {
  id: string
  config: WriteWheel
  wins: { prizeId: string; at: number; cost: number }[]
}

export interface Entry {
  entry: 'free' | 'spin' | 'points' | null
  reason: ProblemCode | null
  nextFreeAt: number | null
}

/** Whether stock, day, and money still allow one more win. */
function canBeWon(
  { id, stock, perDay, cost }: Prize,
  { config, wins }: Wheel,
  now: number,
  zone: string,
): boolean {
  const today = wins.filter(win => startOf(win.at, 'day', zone) === startOf(now, 'day', zone))
  const count = (list: Wheel['wins']) => list.filter(win => win.prizeId === id).length
  const money = (list: Wheel['wins']) => list.reduce((sum, win) => sum + win.cost, cost)
  if (stock !== null && count(wins) >= stock) return false
  if (perDay !== null && count(today) >= perDay) return false
  if (cost === 0) return true
  const { perDay: daily = null, total = null } = config.budget ?? {}
  return (daily === null || money(today) <= daily) && (total === null || money(wins) <= total)
}

/** The weights of this moment; none is sold out. */
export function oddsOf(wheel: Wheel, now: number, zone: string): OddsEntry[] {
  const { prizes, soldOut, fallbackPrizeId } = wheel.config
  const weights = new Map(prizes.map(({ id, weight }) => [id, weight]))
  let nobody = 0
  for (const prize of prizes) {
    if (canBeWon(prize, wheel, now, zone)) continue
    const heir = prizes.find(({ id }) => id === fallbackPrizeId)
    const inherits = soldOut === 'fallback' && heir && canBeWon(heir, wheel, now, zone)
    if (inherits) weights.set(heir.id, (weights.get(heir.id) ?? 0) + prize.weight)
    else if (soldOut !== 'redistribute') nobody += prize.weight
    weights.set(prize.id, 0)
  }
  const odds = [...weights]
    .map(([prizeId, weight]) => ({ prizeId, weight }))
    .filter(({ weight }) => weight > 0)
  return odds.length > 0 && nobody > 0 ? [...odds, { prizeId: null, weight: nobody }] : odds
}

/** How the next spin is paid: free, then with a spin, then with points; or why there is none. */
export function entryOf(customer: Customer, wheel: Wheel, now: number, rules: Rules): Entry {
  const { entry, limit, guests } = wheel.config
  const { free } = entry
  const isGuest = customer.kind === 'guest'
  const made = (limited: { per: 'day' | 'week' | 'month' | 'year' | 'lifetime' }, kinds: string[]) => {
    const since = limited.per === 'lifetime' ? 0 : startOf(now, limited.per, rules.zone)
    return customer.spins.filter(spin => spin.at >= since && kinds.includes(spin.entry)).length
  }
  const freeLeft = free !== null && made(free, ['free']) < free.count
  const nextFreeAt =
    isGuest || free === null || freeLeft || free.per === 'lifetime'
      ? null
      : nextStart(now, free.per, rules.zone)
  const no = (reason: ProblemCode): Entry => ({ entry: null, reason, nextFreeAt })
  const { from, until, active, tiers } = wheel.config
  if (isGuest && !guests) return no('not_eligible')
  if (!active || (from && now < Date.parse(from)) || (until && now >= Date.parse(until)))
    return no('wheel_closed')
  if (tiers.length > 0 && !tiers.includes(tierAt(customer, now) ?? '')) return no('not_eligible')
  if (limit && made(limit, ['free', 'spin', 'points']) >= limit.count) return no('spin_limit_reached')
  if (oddsOf(wheel, now, rules.zone).length === 0) return no('wheel_sold_out')
  if (isGuest && (free === null || customer.spins.length > 0)) return no('no_spins_left')
  if (freeLeft) return { entry: 'free', reason: null, nextFreeAt }
  if (entry.spins && balance(customer, 'spins').available > 0)
    return { entry: 'spin', reason: null, nextFreeAt }
  if (entry.points === null) return no('no_spins_left')
  if (balance(customer, 'points').available < entry.points) return no('insufficient_points')
  return { entry: 'points', reason: null, nextFreeAt }
}

/** What the spin costs the customer. */
export function payEntry(customer: Customer, wheel: Wheel, entry: Entry['entry'], rules: Rules): void {
  if (entry === 'spin') spend(customer, 'spins', 1, 'spent', rules)
  if (entry === 'points') spend(customer, 'points', wheel.config.entry.points ?? 0, 'spent', rules)
}
