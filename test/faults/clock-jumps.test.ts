import { pathToFileURL } from 'node:url'
import type { Me } from '../../sdk/contract'
import { drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { ask } from './http'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop, type Shop } from './shop'

const TIMES = inForm(6, 60)
const SHOPPERS = inForm(8, 24)
const CLIENTS = 8
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const JUMPS_MS = [-HOUR_MS, HOUR_MS, -HOUR_MS, 2 * HOUR_MS, -90_000, 90_000]

fault('has a clock that jumps back and forth by an hour under load', async () => {
  const draw = drawOf('clock')
  const file = newFile()
  const preload = [pathToFileURL('test/faults/shifted-clock.mjs').href]
  const server = newServer({ database: file.url, preload })
  let offsetMs = 0
  let jumpsSeen = 0
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const now = () => Date.now() + offsetMs
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url, now })
    for (let jumps = 0; jumps < TIMES; jumps++) {
      await load.untilMore('done', draw.between(5, 40))
      const jumpMs = JUMPS_MS[jumps % JUMPS_MS.length] ?? 0
      await server.tell({ offsetMs: offsetMs + jumpMs })
      offsetMs += jumpMs
      jumpsSeen += await showsIts(now(), server.url, shop)
    }
    await load.untilMore('done', CLIENTS)
    await load.stop()
    const verdict = await judge(load, server.url)
    if (jumpsSeen < TIMES) verdict.wrong.push(`the clock has jumped ${jumpsSeen} of ${TIMES} times`)
    return { verdict, remark: `${TIMES} jumps` }
  } finally {
    await server.kill()
    file.remove()
  }
})

/** 1 where the server tells shoppers about that time, otherwise 0. */
async function showsIts(time: number, url: string, shop: Shop): Promise<number> {
  const bearer = await shop.tokenOf('shopper-1', time)
  const me = await ask<Me>(`${url}/v1/me?key=${shop.publishableKey}`, { method: 'GET', bearer })
  return Math.abs(Date.parse(me.now) - time) < MINUTE_MS ? 1 : 0
}
