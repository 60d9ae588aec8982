import { startApi } from '../api'
import type { Contest } from '../contest'
import { load } from '../load'
import { start } from '../process'
import type { Row, Terms } from '../row'
import { copyOf } from '../seed/files'
import { type Seeded, seeded } from '../seed/seeded'
import { meTraffic, storefrontTraffic, type Traffic } from '../traffic'

export const SHOP_CUSTOMERS = 10_000

export const me: Row = {
  name: 'me',
  what: 'GET /v1/me, by the same shoppers again and again',
  against: 'Hono returning a constant',
  firstBar: 0.15,
  goal: 0.4,
  open: terms => againstConstant(terms, meTraffic),
}

export const storefront: Row = {
  name: 'storefront',
  what: 'GET /v1/storefront, unchanged',
  against: 'Hono returning a constant',
  firstBar: 0.6,
  goal: 0.9,
  open: terms => againstConstant(terms, storefrontTraffic),
}

async function againstConstant(
  { seconds, watched }: Terms,
  trafficOf: (api: string, shop: Seeded) => Promise<Traffic>,
): Promise<Contest> {
  const shop = await seeded(SHOP_CUSTOMERS)
  const server = await startApi(copyOf(shop, 'read'), watched)
  const traffic = await trafficOf(server.url, shop)
  const constant = await startConstant(server.url, traffic)
  return {
    measured: () => load(server, traffic, { seconds }),
    baseline: () => load(constant, traffic, { seconds }),
    async close() {
      await Promise.all([server.stop(), constant.stop()])
    },
  }
}

/** Answers with the bytes that Laurel answers the first request with, and does nothing else for it. */
async function startConstant(api: string, { requests }: Traffic) {
  const [{ path = '/', headers } = {}] = requests(0)
  const reply = await fetch(new URL(path, api), { headers: headers as Record<string, string> })
  const kept = ['Content-Type', 'ETag'].flatMap(name => {
    const value = reply.headers.get(name)
    return value ? [[name, value]] : []
  })
  const constant = {
    path: path.split('?')[0],
    status: reply.status,
    headers: Object.fromEntries(kept),
    body: (await reply.text()) || null,
  }
  return start(['--import', 'tsx', 'test/bench/constant.ts'], {
    NODE_ENV: 'production',
    CONSTANT: JSON.stringify(constant),
  })
}
