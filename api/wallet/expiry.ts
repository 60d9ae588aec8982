import type { Expiry } from '../../sdk/contract'
import { addMonths, endOf } from '../merchants/calendar'

/** A programme's expiry as it stands, and the instant (epoch ms) it took effect. */
export interface ExpirySetting {
  rule: Expiry
  since: number
}

/** What expiry needs to know of a lot, in epoch ms. `expiresAt` is set when a lot was given its own end. */
export interface ExpiringLot {
  availableAt: number
  expiresAt: number | null
}

const COARSENESS = { none: 0, month: 1, quarter: 2, year: 3 }

/**
 * The instant (epoch ms) from which a lot is gone, or null for never. The clock starts when the points become
 * available, but never before the setting took effect: switching expiry on takes nothing for one full period.
 */
export function lotExpiresAt(
  setting: ExpirySetting,
  lot: ExpiringLot,
  lastActivityAt: number,
  zone: string,
): number | null {
  const { rule, since } = setting
  if (lot.expiresAt !== null) return lot.expiresAt
  if (rule.mode === 'none') return null
  const start = Math.max(lot.availableAt, since)
  if (rule.mode === 'inactivity') return addMonths(Math.max(start, lastActivityAt), rule.months, zone)
  const end = addMonths(start, rule.months, zone)
  return rule.roundTo === 'none' ? end : endOf(end, rule.roundTo, zone)
}

/**
 * The `since` of a changed setting: it keeps its clock when no lot can end earlier than before (same mode, as
 * many months, rounded as far); anything else gives everybody a full period from `now`.
 */
export function sinceAfterChange(before: ExpirySetting, after: Expiry, now: number): number {
  return isAsLax(before.rule, after) ? before.since : now
}

function isAsLax(before: Expiry, after: Expiry): boolean {
  if (before.mode === 'none' || after.mode === 'none') return before.mode === after.mode
  if (before.mode === 'inactivity' || after.mode === 'inactivity')
    return before.mode === after.mode && after.months >= before.months
  return after.months >= before.months && COARSENESS[after.roundTo] >= COARSENESS[before.roundTo]
}
