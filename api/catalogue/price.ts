import type { ItemGift, Price } from '../../sdk/contract'

/** What an item costs, or why these points are no price of it. */
export type Priced = { points: number } | { wrong: string }

/**
 * The points an item is bought for: its fixed price, or what the shopper chose within the bounds and on the grid
 * that starts at the minimum. Who sends points for a fixed price must mean the price of today.
 */
export function priceOf(price: Price, chosen: number | undefined): Priced {
  if (price.kind === 'fixed') {
    const isSame = chosen === undefined || chosen === price.points
    return isSame ? { points: price.points } : { wrong: `this costs ${price.points} points` }
  }
  const { minimum, maximum, step } = price
  if (chosen === undefined) return { wrong: `choose between ${minimum} and ${maximum} points` }
  if (chosen < minimum) return { wrong: `must be at least ${minimum}` }
  if (chosen > maximum) return { wrong: `must be at most ${maximum}` }
  if ((chosen - minimum) % step !== 0) return { wrong: `must be ${minimum} and whole steps of ${step}` }
  return { points: chosen }
}

/** The fewest points it can be had for. */
export const lowestPrice = (price: Price): number => (price.kind === 'fixed' ? price.points : price.minimum)

/** What it gives for so many points: where the shopper chose, points times minor units per point. */
export function giftFor(gives: ItemGift, price: Price, points: number): ItemGift {
  if (price.kind === 'fixed' || !('amount' in gives)) return gives
  return { ...gives, amount: points * price.perPoint }
}
