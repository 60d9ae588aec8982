import type { ItemGift, ItemView } from '../../../sdk/contract'
import { nameAward } from '../award'
import type { Words } from '../words'

/** What an item gives, in the shopper's words: "£5 off", "£2 to The food bank". */
export function nameGift(w: Words, gives: ItemGift): string {
  return 'to' in gives
    ? w.text('rewards.donation', { money: w.money(gives.amount, gives.currency), name: gives.to })
    : nameAward(w, gives)
}

/** What it gives for so many points, which matter only where the shopper chooses them. */
export const giftFor = (w: Words, { price, gives }: ItemView, points: number) =>
  nameGift(w, 'perPoint' in price ? ({ ...gives, amount: points * price.perPoint } as ItemGift) : gives)

/** From what price to what price it can be had, and in which steps; a fixed price is both. */
export const boundsOf = ({ price }: ItemView) =>
  'points' in price ? { minimum: price.points, maximum: price.points, step: 1 } : price
