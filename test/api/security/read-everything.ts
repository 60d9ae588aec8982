import type { Route } from '../bad-input/document'
import { addressOf, type World } from '../bad-input/world'
import type { TestMerchant } from '../merchant'

/** What every address that only reads answers a merchant, its pages and its shopper; without a world, those without ids. */
export async function readEverything(
  merchant: TestMerchant,
  routes: Route[],
  world?: World,
): Promise<string[]> {
  const said: string[] = []
  for (const route of routes) {
    if (route.method !== 'GET' || (world === undefined && route.path.includes('{'))) continue
    const address = world === undefined ? route.path : addressOf(route, world)
    const asShopper = route.who === 'shopper' || route.who === 'page'
    const { status, text } = asShopper
      ? await merchant.sendAs(world?.externalId ?? 'nobody', 'GET', address)
      : await merchant.send('GET', address)
    said.push(`GET ${address} ${status} ${text.replace(/"requestId":"[^"]+"/, '')}`)
  }
  return said
}
