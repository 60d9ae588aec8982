import { type Client, sessionOf } from './client'
import { readMe } from './read'
import { randomHex } from './token'
import type { Call } from './transport'

/** Does something as the shopper, then reads what has become of them. All retries have one key. */
export async function act<T>(client: Client, call: Call): Promise<T> {
  const reply = await sessionOf(client).send<T>({ idempotencyKey: randomHex(16), ...call })
  void readMe(client)
  return reply
}
