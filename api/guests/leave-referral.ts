import type { Books, Earning } from '../earning/books'
import { level } from '../earning/level'
import { referralSource } from '../earning/referral'
import { addDays } from '../merchants/calendar'
import type { MergeRows } from './read'

/**
 * A referral that stays behind is paid to nobody: what the guest has earned by it goes back before anything goes
 * over. Returns the ids of codes that must be withdrawn; one that was used already stays used.
 */
export function leaveReferral(guest: Books, rows: MergeRows, referralId: string): string[] {
  const withdrawn: string[] = []
  const usedCodes = new Set(rows.codes.filter(({ status }) => status === 'redeemed').map(({ id }) => id))
  for (const earning of earnedBy(guest, rows, referralSource(referralId)))
    level(
      guest,
      earning,
      {
        ...{ target: 0, kind: 'referral', note: {}, spentLots: [], usedCodes },
        availableAt: addDays(earning.at, earning.frozen.pendingDays, guest.rules.zone),
      },
      withdrawn,
    )
  return withdrawn
}

/** Settling may have paid a moment ago: that is not stored yet. */
function earnedBy({ earned }: Books, { referralEarnings }: MergeRows, source: string): Earning[] {
  const fresh = earned.filter(each => each.source === source)
  return [...referralEarnings.filter(({ ruleId }) => fresh.every(each => each.ruleId !== ruleId)), ...fresh]
}
