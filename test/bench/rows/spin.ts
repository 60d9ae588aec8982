import { startApi } from '../api'
import { load } from '../load'
import { openPrepared, replay } from '../prepared'
import { record } from '../record'
import type { Row } from '../row'
import { copyOf } from '../seed/files'
import { seeded } from '../seed/seeded'
import { CONNECTIONS, spinsBy, spinTraffic } from '../traffic'
import { SHOP_CUSTOMERS } from './me'

const RECORDED = 2000

export const spin: Row = {
  name: 'spin',
  what: `spin over HTTP, ${CONNECTIONS} connections, synchronous=FULL`,
  against: 'the same statements, prepared, one commit each, no HTTP',
  firstBar: 0.3,
  goal: 1.2,
  async open({ seconds, watched }) {
    const shop = await seeded(SHOP_CUSTOMERS)
    const server = await startApi(copyOf(shop, 'spin'), watched)
    const traffic = await spinTraffic(server.url, shop)
    const spins = await spinsBy(server.url, shop)
    const requests = Array.from({ length: RECORDED }, (_, at) => {
      const { path, ...request } = spins(at)
      return new Request(new URL(path, server.url), request)
    })
    const recorded = await record(copyOf(shop, 'spin-recorded'), requests)
    const statements = recorded.reduce((sum, errand) => sum + errand.length, 0) / RECORDED
    return {
      measured: () => load(server, traffic, { seconds }),
      async baseline() {
        const db = openPrepared(copyOf(shop, 'spin-prepared'))
        const figure = replay(db, recorded)
        db.close()
        return figure
      },
      remarks: () => [`${statements.toFixed(1)} statements a spin`],
      close: () => server.stop(),
    }
  },
}
