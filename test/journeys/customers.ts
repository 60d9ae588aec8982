import type { Customer } from '../../sdk/server'
import type { Shop } from './servers'

const DAY_MS = 86_400_000

/** Where the demo shop writes to somebody of this name. */
export const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@example.com`

/** What Laurel holds of somebody who has signed in at the demo shop, as of now. */
export async function customerOf({ laurel }: Shop, name: string): Promise<Customer> {
  const { data } = await laurel.customers.list({ email: addressOf(name) })
  const found = data.find(({ externalId }) => externalId.startsWith('web-'))
  if (!found) throw new Error(`Laurel does not know ${name}`)
  return laurel.customers.get(found.id)
}

/** Moves the merchant's clock on. */
export async function passDays({ laurel }: Shop, days: number): Promise<void> {
  const { now } = await laurel.testClock.get()
  await laurel.testClock.set(new Date(Date.parse(now) + days * DAY_MS).toISOString())
}
