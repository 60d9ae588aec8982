import { startApi } from '../api'
import type { Contest } from '../contest'
import { CONNECTIONS, load } from '../load'
import { type Running, start } from '../process'
import type { Row, Terms } from '../row'
import { copyOf } from '../seeded'
import { tokensOf } from '../shop'

export const me: Row = {
  name: 'me',
  what: 'GET /v1/me',
  against: 'Hono returning a constant',
  firstBar: 0.15,
  goal: 0.4,
  async open({ seeded, seconds, watched }) {
    const server = await startApi(copyOf(seeded, 'me'), watched)
    const path = `/v1/me?key=${seeded.shop.publishableKey}`
    const tokens = await tokensOf(server.url, seeded.shop, seeded.externalIds)
    const requests = tokens.map(token => ({ path, headers: { authorization: `Bearer ${token}` } }))
    const each = (n: number) => requests.filter((_, at) => at % CONNECTIONS === n % CONNECTIONS)
    const reply = await fetch(new URL(path, server.url), { headers: requests[0]?.headers })
    const constant = await startConstant('/v1/me', reply)
    return against(server, constant, n => each(n).map(request => ({ ...request })), seconds, 200)
  },
}

export const storefront: Row = {
  name: 'storefront',
  what: 'GET /v1/storefront, unchanged',
  against: 'Hono returning a constant',
  firstBar: 0.6,
  goal: 0.9,
  async open({ seeded, seconds, watched }: Terms) {
    const server = await startApi(copyOf(seeded, 'storefront'), watched)
    const path = `/v1/storefront?key=${seeded.shop.publishableKey}`
    const first = await fetch(new URL(path, server.url))
    const headers = { 'if-none-match': first.headers.get('ETag') ?? '' }
    const unchanged = await fetch(new URL(path, server.url), { headers })
    const constant = await startConstant('/v1/storefront', unchanged)
    return against(server, constant, () => [{ path, headers }], seconds, 304)
  },
}

/** Answers with the bytes that Laurel answered with, and nothing else is done for it. */
async function startConstant(path: string, reply: Response): Promise<Running> {
  const headers = Object.fromEntries(
    ['Content-Type', 'ETag'].flatMap(name => {
      const value = reply.headers.get(name)
      return value ? [[name, value]] : []
    }),
  )
  const body = (await reply.text()) || null
  const constant = { path, status: reply.status, headers, body }
  return start(['--import', 'tsx', 'test/bench/constant.ts'], {
    NODE_ENV: 'production',
    CONSTANT: JSON.stringify(constant),
  })
}

function against(
  server: Running,
  constant: Running,
  requests: Parameters<typeof load>[1]['requests'],
  seconds: number,
  status: number,
): Contest {
  return {
    measured: () => load(server, { requests, seconds, status }),
    baseline: () => load(constant, { requests, seconds, status }),
    async close() {
      await Promise.all([server.stop(), constant.stop()])
    },
  }
}
