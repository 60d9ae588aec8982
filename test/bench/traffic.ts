import type autocannon from 'autocannon'
import type { Seeded } from './seed/seeded'
import { tokensOf } from './shop'

export const CONNECTIONS = 64

/** What clients send, and what they have to be answered with. */
export interface Traffic {
  /** What connection number `n` sends, over and over. */
  requests(n: number): autocannon.Request[]
  statuses: number[]
}

/**
 * Every connection sends some of each kind in turns, and begins with another one than its neighbours, so that the share of
 * each is the same at any pace and at any moment.
 */
export function mixed(kinds: Traffic[]): Traffic {
  return {
    requests(n) {
      const lists = kinds.map((_, at) => kinds[(at + n) % kinds.length]?.requests(n) ?? [])
      const longest = Math.max(...lists.map(({ length }) => length))
      return Array.from({ length: longest }).flatMap((_, at) =>
        lists.flatMap(list => list[at % list.length] ?? []),
      )
    },
    statuses: kinds.flatMap(({ statuses }) => statuses),
  }
}

let sent = 0

/** Each connection stands for shoppers of its own, one after the other. */
export async function meTraffic(api: string, { shop, externalIds }: Seeded): Promise<Traffic> {
  const tokens = await tokensOf(api, shop, externalIds)
  const path = `/v1/me?key=${shop.publishableKey}`
  const of = (n: number) => tokens.filter((_, at) => at % CONNECTIONS === n % CONNECTIONS)
  return {
    requests: n => of(n).map(token => ({ path, headers: { authorization: `Bearer ${token}` } })),
    statuses: [200],
  }
}

/** The same, but no request is like one before, so that none is answered from memory. */
export async function newMeTraffic(api: string, seeded: Seeded): Promise<Traffic> {
  const { requests, statuses } = await meTraffic(api, seeded)
  const setupRequest = (request: autocannon.Request) => ({ ...request, path: `${request.path}&n=${sent++}` })
  return { requests: n => requests(n).map(request => ({ ...request, setupRequest })), statuses }
}

/** A page that has the shop's programme already and asks whether it is still the same. */
export async function storefrontTraffic(api: string, { shop }: Seeded): Promise<Traffic> {
  const path = `/v1/storefront?key=${shop.publishableKey}`
  const { headers } = await fetch(new URL(path, api))
  return {
    requests: () => [{ path, headers: { 'if-none-match': headers.get('ETag') ?? '' } }],
    statuses: [304],
  }
}

export interface SpinRequest {
  method: 'POST'
  path: string
  headers: Record<string, string>
  body: string
}

/** Spin number `at`, by the shopper whose turn it is, with a key of its own. */
export async function spinsBy(
  api: string,
  { shop, externalIds }: Seeded,
): Promise<(at: number) => SpinRequest> {
  const tokens = await tokensOf(api, shop, externalIds)
  const path = `/v1/me/spins?key=${shop.publishableKey}`
  return at => ({
    method: 'POST',
    path,
    headers: {
      authorization: `Bearer ${tokens[at % tokens.length]}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-${process.pid}-${sent++}`,
    },
    body: JSON.stringify({ wheelId: shop.wheelId, clientSeed: `seed-${at}` }),
  })
}

/** The connections take turns among the shoppers, and go on where the round before has stopped. */
export async function spinTraffic(api: string, seeded: Seeded): Promise<Traffic> {
  const spins = await spinsBy(api, seeded)
  let turn = 0
  const setupRequest = (request: object) => ({ ...request, ...spins(turn++) })
  return { requests: () => [{ setupRequest }], statuses: [201] }
}
