import type { Pools } from '../rewards/issue'
import type { ItemRow } from './read'

/** How many can still be bought: of the stock, and of the pool where codes come from one. null is no end of it. */
export function leftOf({ config: { gives }, stock, sold }: ItemRow, pools: Pools): number | null {
  const inStock = stock === null ? null : stock - sold
  if (gives.kind !== 'pool') return inStock
  const inPool = pools.find(({ pool }) => pool === gives.pool)?.left ?? 0
  return inStock === null ? inPool : Math.min(inStock, inPool)
}
