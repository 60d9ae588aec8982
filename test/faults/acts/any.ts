import type { Draw } from '../draw'
import type { Act, DrawAct, Shelf } from './act'
import { adjust } from './adjust'
import { checkIn } from './check-in'
import { event } from './event'
import { join } from './join'
import { order } from './order'
import { redeemItem } from './redeem-item'
import { refund } from './refund'
import { spin } from './spin'
import { giveBack, useCode } from './use-code'

/** As often as they are in here. */
const ACTS: DrawAct[] = [
  ...[order, order, order, spin, spin, spin, spin, refund, adjust, event],
  ...[redeemItem, redeemItem, useCode, useCode, giveBack, join, checkIn],
]

export const anyAct = (draw: Draw, shelf: Shelf): Act => actOf(draw.one(ACTS), draw, shelf)

/** An act of that kind, or an order where there is nothing to do it with. */
export function actOf(drawAct: DrawAct, draw: Draw, shelf: Shelf): Act {
  const act = drawAct(draw, shelf) ?? order(draw, shelf)
  if (!act) throw new Error('an order can always be placed')
  return { ...act, key: shelf.name('key') }
}
