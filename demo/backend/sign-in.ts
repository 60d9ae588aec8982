import { LaurelError } from '../../sdk/server'
import type { Shopper } from '../wire'
import { ShopError } from './refuse'
import type { Shop } from './shop'

export interface Newcomer {
  name: string
  email: string
  birthday?: string
}

/** Who wants in, without a password: this is a demo. Laurel hears of everybody who signs in. */
export async function signIn(shop: Shop, who: { id: string } | Newcomer): Promise<Shopper> {
  const shopper = 'id' in who ? known(shop, who.id) : enrol(shop, who)
  const { id: externalId, name, email } = shopper
  const birthday = 'id' in who ? undefined : who.birthday
  try {
    await shop.laurel.customers.upsert({ externalId, name, email, birthday })
  } catch (error) {
    if (!(error instanceof LaurelError)) throw error
    console.warn(`Laurel has not heard of customer ${externalId} yet: ${error.message}`)
  }
  return shopper
}

function known({ choices }: Shop, id: string): Shopper {
  const choice = choices.find(one => one.id === id)
  if (!choice) throw new ShopError('not_found', 404)
  return { id: choice.id, name: choice.name, email: choice.email }
}

function enrol({ records }: Shop, { name, email }: Newcomer): Shopper {
  const returning = records.shoppers.find(one => one.email === email)
  if (returning) return returning
  const shopper = { id: `web-${crypto.randomUUID()}`, name, email }
  records.shoppers.push(shopper)
  records.save()
  return shopper
}
