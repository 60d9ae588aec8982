import type { GuestSession, JoinAsGuestInput, MergeGuest, MergeResult } from '../contract'
import { type Client, sessionOf } from './client'
import { identify } from './core'
import { timeZone } from './page'
import { readMe } from './read'
import { isRefusal } from './retry'
import { randomHex } from './token'

/** An address and agreement to the terms make a guest, and open their session. @throws LaurelError `already_joined` */
export async function join(client: Client, guest: JoinAsGuestInput): Promise<void> {
  const { token } = await client.send<GuestSession>({
    path: '/v1/guests',
    body: { timeZone: timeZone(), ...guest } satisfies JoinAsGuestInput,
    idempotencyKey: randomHex(16),
  })
  client.guest.write(token)
  await identify(client, null)
}

/** The guest of before has signed in: what they had becomes theirs. Asked again on the next page if it was lost. */
export async function merge(client: Client): Promise<void> {
  const guestToken = client.guest.read()
  const { session } = client
  if (!guestToken || client.state.me.value?.customer.kind !== 'customer') return
  try {
    const body = { guestToken } satisfies MergeGuest
    await sessionOf(client).send<MergeResult>({ path: '/v1/me/merges', body })
  } catch (thrown) {
    if (!isRefusal(thrown)) return
  }
  client.guest.clear()
  if (session === client.session) await readMe(client)
}
