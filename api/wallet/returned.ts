import type { GoalPeriod } from '../../sdk/contract'
import { periodStart } from '../merchants/calendar'
import type { Account } from './account'

/**
 * When somebody came back to what there was at `createdAt`, epoch ms; null for whoever is here for the first time, and
 * for what is newer.
 */
export function returnedTo(
  { returnedAt }: Pick<Account['customer'], 'returnedAt'>,
  { createdAt }: { createdAt: number },
): number | null {
  return returnedAt !== null && createdAt <= returnedAt ? returnedAt : null
}

/** Whether whoever returned then has had what is given once a period: in the one they returned in, and before. */
export function hadBefore(returnedAt: number | null, per: GoalPeriod, at: number, zone: string): boolean {
  return returnedAt !== null && periodStart(at, per, zone) <= periodStart(returnedAt, per, zone)
}
