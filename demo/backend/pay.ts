import type { PlacedOrder } from '../wire'
import { cartOf, codeInUse, orderTotalOf } from './cart'
import type { RecordedOrder } from './records'
import { ShopError } from './refuse'
import type { Session } from './sessions'
import type { Shop } from './shop'
import { tell } from './tell'

/** Pretends to be the payment provider: there is a card that works and one that does not. */
export type Card = 'good' | 'declined'

/**
 * From cart to paid order. The code is reserved before the card is charged, so that two checkouts cannot spend
 * it; it is redeemed when the order is paid, and released when it is not.
 * @throws ShopError `card_declined`, `empty_cart`, …; LaurelError when the code cannot be reserved
 */
export async function pay(shop: Shop, session: Session, card: Card, network?: string): Promise<PlacedOrder> {
  if (session.paying) throw new ShopError('paying')
  session.paying = true
  try {
    const order = draft(session)
    await reserve(shop, session, order, network)
    if (card === 'declined') {
      if (order.code) await shop.laurel.codes.release(order.code, { orderId: order.id, network })
      throw new ShopError('card_declined', 402)
    }
    place(shop, session, order)
    await tell(shop, order)
    return order
  } finally {
    session.paying = false
  }
}

function draft(session: Session): RecordedOrder {
  if (!session.shopper) throw new ShopError('signed_out', 401)
  const { lines, totals } = cartOf(session)
  if (lines.length === 0) throw new ShopError('empty_cart')
  session.orderId ??= `WF-${crypto.randomUUID().slice(0, 8).toUpperCase()}`
  return {
    id: session.orderId,
    shopperId: session.shopper.id,
    placedAt: new Date().toISOString(),
    status: 'paid',
    lines,
    totals,
    code: codeInUse(session),
    earned: null,
    untold: ['paid'],
  }
}

async function reserve({ laurel }: Shop, session: Session, { id, code }: RecordedOrder, network?: string) {
  if (!code) return
  try {
    await laurel.codes.reserve(code, { orderId: id, orderTotal: orderTotalOf(session), network })
  } catch (error) {
    session.code = null
    throw error
  }
}

function place({ records }: Shop, session: Session, order: RecordedOrder): void {
  records.orders.push(order)
  records.save()
  session.basket.clear()
  if (order.code) session.code = null
  session.orderId = null
}
