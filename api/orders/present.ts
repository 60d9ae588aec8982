import type { Order } from '../../sdk/contract'
import type { Earning } from '../earning/books'
import { iso, isoOrNull } from '../http/time'
import type { Lot } from '../wallet/account'
import type { OrderRow } from './change'

/** `lots` are all that this order has earned; `at` is the merchant's now. */
export function presentOrder(order: OrderRow, earned: Earning[], lots: Lot[], at: number): Order {
  const { id, externalId, customerId, status, placedAt, currency, total, refunded } = order
  const held = (unit: string) =>
    earned.filter(row => row.unit === unit).reduce((sum, row) => sum + row.held, 0)
  const pending = lots.filter(lot => lot.availableAt > at && lot.remaining > 0).map(lot => lot.availableAt)
  return {
    ...{ id, externalId, customerId, status, currency, total, refunded },
    placedAt: iso(placedAt),
    points: {
      earned: held('points'),
      availableAt: isoOrNull(pending.length > 0 ? Math.max(...pending) : null),
    },
    spins: held('spins'),
  }
}
