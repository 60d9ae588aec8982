import type { Redemption as RedemptionBody } from '../../sdk/contract'
import { type Redemption, returnableUntil } from './catalogue'
import { statusOf } from './codes'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** A redemption as its buyer sees it. */
export function redemptionOf(redemption: Redemption, now: number) {
  const { id, itemId, at, points, gives, code, returnedAt } = redemption
  const status = code && statusOf(code, now)
  const isUsable = status === 'issued' || status === 'reserved'
  return {
    ...{ id, itemId, at: iso(at), points, gives, code: isUsable ? { typed: code?.typed, status } : null },
    ...{ returnableUntil: iso(returnableUntil(redemption, now)), returnedAt: iso(returnedAt) },
  }
}

/** The same of the API's answer. */
export const shownRedemption = ({ name: _, code, ...rest }: RedemptionBody) => ({
  ...rest,
  code: code && { typed: code.code, status: code.status },
})
