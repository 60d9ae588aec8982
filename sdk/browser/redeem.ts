import type { Redeem, RedemptionResult } from '../contract'
import { act } from './act'
import type { Client } from './client'
import { randomHex } from './token'

/**
 * @param points where the shopper chooses how many
 * @param idempotencyKey of a redemption whose reply was lost: the same one asks for that reply, and buys nothing more
 * @throws LaurelError such as `insufficient_points`
 */
export const redeem = (client: Client, itemId: string, points?: number, idempotencyKey = randomHex(16)) =>
  act<RedemptionResult>(client, {
    ...{ path: '/v1/me/redemptions', idempotencyKey },
    body: { itemId, points } satisfies Redeem,
  })
