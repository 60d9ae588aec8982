import type { LaurelServer } from '../../sdk/server'
import { productOf } from '../products'
import type { Cart, CartLine } from '../wire'
import { CURRENCY, discountableOf, type PricedLine, priceCart } from './price-cart'
import { ShopError } from './refuse'
import type { Session } from './sessions'
import { hintFor } from './words'

const MOST_OF_ONE = 99

/** The basket with today's prices: what a page shows and what is charged come from here. */
export function cartOf(session: Session): Cart {
  const lines = linesOf(session)
  const { code } = session
  return {
    lines: lines.map(({ sku, name, quantity, amount }): CartLine => ({ sku, name, quantity, amount })),
    totals: priceCart(lines, code?.reward ?? null),
    code: code && { ...code, hint: hintFor(code.reward, lines) },
  }
}

/** The code, if it takes anything off. A code that would be wasted is not used. */
export function codeInUse(session: Session): string | null {
  const { code, totals } = cartOf(session)
  return code && totals.discount > 0 ? code.code : null
}

/** What a code's minimum spend is measured on: goods before the discount, without gift cards and delivery. */
export function orderTotalOf(session: Session) {
  return { amount: discountableOf(linesOf(session)), currency: CURRENCY }
}

/** @throws ShopError `not_found` */
export function setQuantity(session: Session, sku: string, quantity: number): void {
  if (!productOf(sku)) throw new ShopError('not_found', 404)
  if (quantity > 0) session.basket.set(sku, Math.min(quantity, MOST_OF_ONE))
  else session.basket.delete(sku)
}

/**
 * Asks Laurel what the code is worth and keeps it with the cart. One with a minimum spend is kept below it, too:
 * the shopper may still be choosing.
 */
export async function applyCode(laurel: LaurelServer, session: Session, typed: string, network?: string) {
  const { code, reward, reason } = await laurel.codes.verify({
    code: typed,
    orderTotal: orderTotalOf(session),
    network,
  })
  if (reason && reason !== 'minimum_spend' && !(await isHeldByUs(laurel, session, code, reason)))
    throw new ShopError(reason)
  session.code = { code, reward }
  if (reward.kind === 'product' && !session.basket.has(reward.sku) && productOf(reward.sku))
    session.basket.set(reward.sku, 1)
}

/** A code this very session reserved, for a payment that was not finished, is given back first. */
async function isHeldByUs(laurel: LaurelServer, { orderId }: Session, code: string, reason: string) {
  if (reason !== 'code_reserved' || !orderId) return false
  const released = await laurel.codes.release(code, { orderId })
  return released.status === 'issued'
}

function linesOf(session: Session): (PricedLine & { name: string })[] {
  return [...session.basket].flatMap(([sku, quantity]) => {
    const product = productOf(sku)
    if (!product) return []
    const { name, price, giftCard = false } = product
    return [{ sku, name, quantity, amount: price * quantity, giftCard }]
  })
}
