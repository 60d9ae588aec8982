import type { CodeStatus } from '../../sdk/contract'
import { addDays } from '../merchants/calendar'

const NEVER = null

/**
 * When (epoch ms) the time to give it back ends: so many days after it was bought, but no later than its code.
 * null is never: no days, or no code, as for a donation.
 */
export function returnEnd(boughtAt: number, returnDays: number, codeEnds: number | null, zone: string) {
  if (returnDays === 0 || codeEnds === null) return NEVER
  return Math.min(addDays(boughtAt, returnDays, zone), codeEnds)
}

export interface Bought {
  returnableUntil: number | null
  returnedAt: number | null
}

/** Until when (epoch ms) its buyer can return it as things stand `at` that instant; null: not now. */
export function returnableUntil(bought: Bought, code: CodeStatus | null, at: number): number | null {
  const { returnableUntil: until } = bought
  return until !== null && at < until && isUnused(bought, code) ? until : null
}

/** Whether there is anything to give back: a code that no order holds or has used. */
export const isUnused = ({ returnedAt }: Bought, code: CodeStatus | null): boolean =>
  returnedAt === null && code === 'issued'
