import type { GuestSession, JoinAsGuestInput, MergeResult } from '../contract'
import { type Client, sessionOf } from './client'
import { readMe } from './read'
import { isRefusal } from './spin'
import { type Identify, randomHex } from './token'

/** The guest this browser remembers. A token that is refused once is forgotten: it does not get better. */
export function guestOf(client: Client): Identify | null {
  const { guest } = client
  if (!guest.read()) return null
  let asked = false
  return () => {
    if (asked) guest.clear()
    asked = true
    return guest.read()
  }
}

/** An address and agreement to the terms make a guest. @returns the new guest's token */
export async function join(client: Client, body: JoinAsGuestInput): Promise<string> {
  const { token } = await client.send<GuestSession>({
    path: '/v1/guests',
    body: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...body } satisfies JoinAsGuestInput,
    idempotencyKey: randomHex(16),
  })
  client.guest.write(token)
  return token
}

/** The guest of before has signed in: what they had becomes theirs. Asked again on the next page if it was lost. */
export async function merge(client: Client): Promise<void> {
  const guestToken = client.guest.read()
  const { session } = client
  if (!guestToken || client.state.me.value?.customer.kind !== 'customer') return
  try {
    await sessionOf(client).send<MergeResult>({ path: '/v1/me/merges', body: { guestToken } })
  } catch (thrown) {
    if (!isRefusal(thrown)) return
  }
  client.guest.clear()
  if (session === client.session) await readMe(client)
}
