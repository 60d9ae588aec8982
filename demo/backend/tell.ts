import { LaurelError, type UpsertOrderInput } from '../../sdk/server'
import { productOf } from '../products'
import { CURRENCY } from './price-cart'
import type { RecordedOrder } from './records'
import type { Shop } from './shop'

const RETRY_MS = 10_000

/**
 * Tells Laurel what happened to an order. The sale stands whether or not Laurel can be reached: what it did not
 * hear stays in `untold` and is told again; each step may be repeated, because Laurel takes it once.
 */
export async function tell(shop: Shop, order: RecordedOrder): Promise<void> {
  for (const what of [...order.untold]) {
    try {
      await (what === 'paid' ? tellPaid(shop, order) : tellReturned(shop, order))
    } catch (error) {
      if (!(error instanceof LaurelError)) throw error
      if (!isFinal(error)) {
        console.warn(`Laurel has not heard of order ${order.id} yet: ${error.message}`)
        return
      }
      console.error(`Laurel refuses what happened to order ${order.id}; look into it: ${error.message}`)
    }
    order.untold = order.untold.filter(one => one !== what)
    shop.records.save()
  }
}

function isFinal({ status }: LaurelError): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429
}

/** Tells again what is untold, for as long as the shop is open. */
export function keepTelling(shop: Shop): NodeJS.Timeout {
  const round = async () => {
    for (const order of shop.records.orders) if (order.untold.length > 0) await tell(shop, order)
  }
  return setInterval(() => void round(), RETRY_MS).unref()
}

async function tellPaid({ laurel, records }: Shop, order: RecordedOrder): Promise<void> {
  const shopper = records.shoppers.find(({ id }) => id === order.shopperId)
  const { points, spins } = await laurel.orders.upsert(upsertOf(order, shopper?.email))
  order.earned = { points: points.earned, spins }
  if (order.code)
    await laurel.codes.redeem(order.code, { orderId: order.id, orderTotal: orderTotalOf(order) })
}

/** A free order has nothing to refund, so it is cancelled. */
async function tellReturned({ laurel }: Shop, { id, code, totals }: RecordedOrder): Promise<void> {
  const reason = 'Returned by the customer'
  if (totals.total > 0)
    await laurel.orders.refund(id, { externalId: `${id}-R`, amount: totals.total, reason })
  else await laurel.orders.cancel(id, { reason })
  if (code) await laurel.codes.rollback(code, { orderId: id })
}

/** The order as the contract wants it: lines + shipping - discount = total, VAT inside. */
export function upsertOf(order: RecordedOrder, email?: string | null): UpsertOrderInput {
  const { shipping, discount, taxIncluded, total } = order.totals
  return {
    externalId: order.id,
    customer: { externalId: order.shopperId, ...(email && { email }) },
    status: 'paid',
    placedAt: order.placedAt,
    currency: CURRENCY,
    lines: order.lines.map((line, at) => ({
      lineId: String(at + 1),
      ...line,
      categories: [productOf(line.sku)?.category.toLowerCase() ?? 'other'],
      giftCard: productOf(line.sku)?.giftCard ?? false,
    })),
    shipping,
    discount,
    taxIncluded,
    total,
    ...(order.code && { code: order.code }),
  }
}

function orderTotalOf({ lines }: RecordedOrder) {
  const goods = lines.filter(({ sku }) => !productOf(sku)?.giftCard)
  return { amount: goods.reduce((pence, { amount }) => pence + amount, 0), currency: CURRENCY }
}
