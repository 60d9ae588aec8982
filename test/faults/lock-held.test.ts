import { setTimeout as sleep } from 'node:timers/promises'
import { drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { startLoad } from './load'
import { startLockHolder } from './lock-holder'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const TIMES = inForm(3, 20)
const SHOPPERS = inForm(12, 40)
const CLIENTS = 8
const SHORTEST_MS = 500
/** The server waits no longer than five seconds for a lock. */
const LONGEST_MS = inForm(2000, 8000)

fault('meets another process that holds the write lock for seconds', async () => {
  const draw = drawOf('lock')
  const file = newFile()
  const server = newServer({ database: file.url })
  const other = startLockHolder(file.path)
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url })
    let heldMs = 0
    for (let times = 1; times <= TIMES; times++) {
      await load.untilMore('done', draw.between(1, 30))
      const ms = draw.between(SHORTEST_MS, LONGEST_MS)
      await other.hold()
      await sleep(ms)
      await other.letGo()
      heldMs += ms
    }
    await load.untilMore('done', CLIENTS)
    await load.stop()
    const remark = `held ${TIMES} times, ${(heldMs / 1000).toFixed(1)} s in all`
    return { verdict: await judge(load, server.url), remark }
  } finally {
    other.end()
    await server.kill()
    file.remove()
  }
})
