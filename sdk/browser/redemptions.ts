import type { Redemption, RedemptionResult } from '../contract'
import { act } from './act'
import { type Client, type Page, sessionOf } from './client'

/** @throws LaurelError `not_returnable` */
export const giveBack = (client: Client, redemptionId: string) =>
  act<RedemptionResult>(client, { path: `/v1/me/redemptions/${redemptionId}/returns`, body: {} })

export const redemptions = async (client: Client, cursor?: string | null): Promise<Page<Redemption>> =>
  sessionOf(client).send({ path: '/v1/me/redemptions', query: { cursor } })
