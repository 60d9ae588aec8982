import type { RedemptionResult } from '../../../sdk/contract'
import { PRICE } from '../shop'
import { anyShopper, type DrawAct } from './act'

/** A code bought with points. */
export const redeemItem: DrawAct = (draw, shelf) => {
  const customer = anyShopper(draw, shelf)
  const line = { customer, kind: 'redemption', points: -PRICE, spins: 0, why: '£1 off' }
  return {
    ...{ kind: 'redemption', shopper: customer, path: '/v1/me/redemptions' },
    body: { itemId: shelf.shop.itemId },
    leaves: ({ redemption }: RedemptionResult) => [{ ...line, source: `redemption:${redemption.id}` }],
    learn({ redemption: { code } }: RedemptionResult) {
      if (code) shelf.codes.push({ id: code.id, code: code.code, customer })
    },
  }
}
