import { startApi } from '../api'
import { CONNECTIONS, load } from '../load'
import { openPrepared, replay } from '../prepared'
import { record } from '../record'
import type { Row } from '../row'
import { copyOf, type Seeded } from '../seeded'
import { tokensOf } from '../shop'

const RECORDED = 2000

export const spin: Row = {
  name: 'spin',
  what: `spin over HTTP, ${CONNECTIONS} connections, synchronous=FULL`,
  against: 'the same statements, prepared, one commit each, no HTTP',
  firstBar: 0.3,
  goal: 1.2,
  async open({ seeded, seconds, watched }) {
    const server = await startApi(copyOf(seeded, 'spin'), watched)
    const spins = await spinsOf(server.url, seeded)
    const recorded = await record(
      copyOf(seeded, 'spin-recorded'),
      Array.from({ length: RECORDED }, (_, at) => {
        const { path, ...request } = spins(at)
        return new Request(new URL(path, server.url), request)
      }),
    )
    const statements = recorded.reduce((sum, errand) => sum + errand.length, 0) / RECORDED
    return {
      measured: () => load(server, { requests: n => endless(spins, n), seconds, status: 201 }),
      async baseline() {
        const db = openPrepared(copyOf(seeded, 'spin-prepared'))
        const figure = replay(db, recorded)
        db.close()
        return figure
      },
      remarks: () => [`${statements.toFixed(1)} statements a spin`],
      close: () => server.stop(),
    }
  },
}

interface SpinRequest {
  method: 'POST'
  path: string
  headers: Record<string, string>
  body: string
}

let sent = 0

/** Request number `at` of whoever's turn it is, each with a key of its own. */
export async function spinsOf(
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

/** Made anew each time it is sent, by another shopper than the time before. */
export function endless(spins: (at: number) => SpinRequest, connection: number) {
  let turn = 0
  return [
    { setupRequest: (request: object) => ({ ...request, ...spins(connection + CONNECTIONS * turn++) }) },
  ]
}
