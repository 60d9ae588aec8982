import type { PersonExport } from '../contract'
import { type Client, endSession, sessionOf } from './client'

/** Everything that is held about the shopper. @throws LaurelError */
export const exportData = async (client: Client): Promise<PersonExport> =>
  sessionOf(client).send({ path: '/v1/me/export' })

/** Erases the shopper for good and ends the session. @throws LaurelError */
export async function erase(client: Client): Promise<void> {
  await sessionOf(client).send({ path: '/v1/me', method: 'DELETE' })
  endSession(client)
  for (const drawer of [client.drawer, client.guest, client.visit, client.showings]) drawer.clear()
}
