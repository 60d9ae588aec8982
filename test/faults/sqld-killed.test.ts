import { setTimeout as sleep } from 'node:timers/promises'
import { startSqld } from '../remote/sqld'
import { drawOf } from './draw'
import { fault } from './fault'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const TIMES = inForm(3, 30)
const SHOPPERS = inForm(8, 24)
const CLIENTS = 6
const MOST_DONE = 30
const LATEST_MS = 100

fault('has its database server killed under load, and started again', async () => {
  const draw = drawOf('sqld')
  const sqld = await startSqld()
  const server = newServer({ database: sqld.url })
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url })
    for (let kills = 1; kills <= TIMES; kills++) {
      await load.untilMore('done', draw.between(1, MOST_DONE))
      await sleep(draw.between(0, LATEST_MS))
      await sqld.kill()
      await load.untilMore('failed', 1)
      await sqld.start()
    }
    await load.stop()
    return { verdict: await judge(load, server.url), remark: `SIGKILL ${TIMES} times` }
  } finally {
    await server.kill()
    await sqld.stop()
  }
})
