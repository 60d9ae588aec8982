import type { CheckIn, CheckInResult } from '../contract'
import { act } from './act'
import type { Client } from './client'
import { timeZone } from './page'

/** The shopper was here today, in their own zone. @throws LaurelError `already_checked_in` */
export const checkIn = (client: Client) =>
  act<CheckInResult>(client, {
    path: '/v1/me/check-ins',
    body: { timeZone: timeZone() } satisfies CheckIn,
  })
