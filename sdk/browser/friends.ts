import type { InvitedFriend } from '../contract'
import { type Client, type Page, sessionOf } from './client'

/** The friends who came by this shopper's link. @throws LaurelError */
export const friends = async (client: Client, cursor?: string | null): Promise<Page<InvitedFriend>> =>
  sessionOf(client).send({ path: '/v1/me/referrals', query: { cursor } })
