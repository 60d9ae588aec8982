import type { OddsEntry, Prize, WriteWheel } from '../../sdk/contract'
import { sha256 } from '../store/crypto'

/** What a wheel has given so far, by prize id; money in minor units of the budget. A prize not named has none. */
export interface Counters {
  won: Record<string, number>
  /** Since the merchant's midnight. */
  wonToday: Record<string, number>
  spentTotal: number
  spentToday: number
  /** Codes left for each pool prize; left out when pools are not to be looked at. */
  poolLeft?: Record<string, number>
}

/**
 * The weights a draw uses now, in the order of the wheel, every one above 0. The weight of a prize that is gone
 * goes to the others (`redistribute`), to a last entry `{ prizeId: null }` (`no_win`), or to the fallback prize and
 * only without it to that entry (`fallback`; its own weight may be 0). Empty when no prize can be won: the
 * spin is refused and kept.
 */
export function liveOdds(wheel: WriteWheel, counters: Counters): OddsEntry[] {
  const weighted = wheel.prizes.filter(prize => prize.weight > 0)
  const heir = heirOf(wheel, counters)
  const gone = weighted.filter(prize => !isAvailable(prize, wheel, counters))
  const bequest = wheel.soldOut === 'redistribute' ? 0 : sum(gone)
  const entries = wheel.prizes
    .filter(prize => !gone.includes(prize))
    .map(prize => ({ prizeId: prize.id, weight: prize.weight + (prize === heir ? bequest : 0) }))
    .filter(entry => entry.weight > 0)
  if (entries.length === 0 || heir || bequest === 0) return entries
  return [...entries, { prizeId: null, weight: bequest }]
}

/** Whether stock, cap, pool and budget still allow one win of the prize. */
export function isAvailable(prize: Prize, wheel: WriteWheel, counters: Counters): boolean {
  const { budget } = wheel
  return (
    isBelow(countOf(counters.won, prize.id), prize.stock) &&
    isBelow(countOf(counters.wonToday, prize.id), prize.perDay) &&
    hasCode(prize, counters) &&
    canPay(prize.cost, counters.spentTotal, budget?.total ?? null) &&
    canPay(prize.cost, counters.spentToday, budget?.perDay ?? null)
  )
}

/** The sum of the weights: one in how many. */
export function oddsTotal(odds: OddsEntry[]): number {
  return sum(odds)
}

/** SHA-256 in hex of `prizeId:weight` joined by commas; no win is `-`. */
export const hashOdds = (odds: OddsEntry[]): Promise<string> =>
  sha256(odds.map(entry => `${entry.prizeId ?? '-'}:${entry.weight}`).join(','))

function heirOf(wheel: WriteWheel, counters: Counters): Prize | undefined {
  if (wheel.soldOut !== 'fallback') return undefined
  const named = wheel.prizes.find(prize => prize.id === wheel.fallbackPrizeId)
  return named && isAvailable(named, wheel, counters) ? named : undefined
}

/** `constructor` is a lawful prize id, so only own members count. */
const countOf = (counts: Record<string, number>, prizeId: string) =>
  Object.hasOwn(counts, prizeId) ? (counts[prizeId] ?? 0) : 0

const isBelow = (count: number, cap: number | null) => cap === null || count < cap

const hasCode = (prize: Prize, { poolLeft }: Counters) =>
  prize.award.kind !== 'pool' || !poolLeft || countOf(poolLeft, prize.id) > 0

/** What costs nothing can be paid from an overdrawn budget too. */
const canPay = (cost: number, spent: number, cap: number | null) =>
  cost === 0 || cap === null || spent + cost <= cap

const sum = (items: { weight: number }[]) => items.reduce((total, item) => total + item.weight, 0)
