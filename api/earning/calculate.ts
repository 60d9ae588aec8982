import type { Earn, Goal, Note, Rule } from '../../sdk/contract'
import type { Basis } from './basis'

/** The rate that was paid, stored with what it earned. */
export interface FrozenRule {
  ruleId: string
  name: string
  earn: Earn
  exclude: Rule['exclude']
  /** Minor units an order must have eligible. */
  minimumSpend: number
  multiplier: number
  because: string[]
  pendingDays: number
  /** Minor units one point is worth. */
  pointValue: number
  /** What was asked for, where it was a goal that paid. */
  goal?: Goal & { on: string }
}

type Rounding = 'down' | 'nearest' | 'up'

/** The contract's limit for one award. A trillion at a billion points per unit would not fit any number. */
const MOST_POINTS = 1_000_000_000n

/**
 * Points of an order under a frozen rate. Never falls when `eligible` (minor units) rises; 0 when the order is
 * not `open`. Multipliers apply to what an amount earns, not to a fixed award.
 */
export function pointsFor(frozen: FrozenRule, currency: string, eligible: number, open: boolean): number {
  const base = basePoints(frozen, currency, eligible, open)
  if (frozen.earn.kind !== 'perUnit' && frozen.earn.kind !== 'percent') return base
  return divide(BigInt(base) * hundredths(frozen.multiplier), 100n, frozen.earn.rounding)
}

function basePoints(
  { earn, minimumSpend, pointValue }: FrozenRule,
  currency: string,
  eligible: number,
  open: boolean,
): number {
  if (!open || eligible < minimumSpend) return 0
  if (earn.kind === 'fixed') return earn.points
  if (earn.kind !== 'perUnit' && earn.kind !== 'percent') return 0
  if (earn.currency !== currency) return 0
  if (earn.kind === 'perUnit')
    return divide(BigInt(eligible) * BigInt(earn.points), BigInt(earn.per), earn.rounding)
  return divide(BigInt(eligible) * hundredths(earn.percent), 10_000n * BigInt(pointValue), earn.rounding)
}

const hundredths = (decimal: number): bigint => BigInt(Math.round(decimal * 100))

/** Both are positive or zero; "nearest" takes halves up. */
function divide(dividend: bigint, divisor: bigint, rounding: Rounding): number {
  const twice = { down: 0n, nearest: divisor, up: 2n * divisor - 1n }[rounding]
  const points = (2n * dividend + twice) / (2n * divisor)
  return Number(points < MOST_POINTS ? points : MOST_POINTS)
}

/** The calculation as data a shopper can be shown: "60 × 2 for Gold, gift card part excluded". */
export function explain(frozen: FrozenRule, currency: string, basis: Basis): Note {
  const { name, multiplier, because, earn } = frozen
  const note: Note = { name, eligible: basis.amount, currency }
  if (basis.excluded.length > 0) note.excluded = basis.excluded
  if (earn.kind !== 'perUnit' && earn.kind !== 'percent') return note
  note.base = basePoints(frozen, currency, basis.amount, true)
  return multiplier === 1 ? note : { ...note, multiplier, because }
}
