import type { CustomerRedemption, Item, OwnedCode, Redemption } from '../../sdk/contract'
import type { Call } from '../http/call'
import { iso, isoOrNull } from '../http/time'
import { statusAt } from '../rewards/life'
import { type CodeRow, ownedCode, presentCode } from '../rewards/present'
import type { ItemRow, RedemptionRow } from './read'
import { returnableUntil } from './returnable'

export const presentItem = ({ id, version, createdAt, config, sold }: ItemRow): Item => ({
  ...{ id, version, createdAt: iso(createdAt), item: config, sold },
})

/** As its buyer sees it: with the code and its token as long as it can be used. */
export async function presentRedemption(
  call: Call,
  row: RedemptionRow,
  code: CodeRow | null,
  at: number,
): Promise<Redemption> {
  const status = code && statusAt(code, at)
  const isUsable = status === 'issued' || status === 'reserved'
  const owned: OwnedCode | null = code && isUsable ? await ownedCode(call, code, at) : null
  return { ...boughtOf(row), code: owned, returnableUntil: isoOrNull(returnableUntil(row, status, at)) }
}

/** As the merchant's server sees it: whose it is, and what has become of the code. */
export async function presentSale(
  call: Call,
  row: RedemptionRow,
  code: CodeRow | null,
  at: number,
): Promise<CustomerRedemption> {
  const status = code && statusAt(code, at)
  return {
    ...boughtOf(row),
    customerId: row.customerId,
    code: code && (await presentCode(call, code, at)),
    returnableUntil: isoOrNull(returnableUntil(row, status, at)),
  }
}

export function boughtOf({ id, itemId, name, at, points, gives, returnedAt }: RedemptionRow) {
  return { id, itemId, name, at: iso(at), points, gives, returnedAt: isoOrNull(returnedAt) }
}
