import { setTimeout as sleep } from 'node:timers/promises'
import { drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const TIMES = inForm(8, 100)
const SHOPPERS = inForm(12, 40)
const CLIENTS = 12
/** After so many acknowledgements at most, and so much time: whatever a request is doing then, it was. */
const MOST_DONE = 40
const LATEST_MS = 40

fault('is killed at random moments under load, and started again', async () => {
  const draw = drawOf('killed')
  const file = newFile()
  const server = newServer({ database: file.url })
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url })
    for (let kills = 1; kills <= TIMES; kills++) {
      await load.untilMore('done', draw.between(1, MOST_DONE))
      await sleep(draw.between(0, LATEST_MS))
      await server.kill()
      await server.start()
    }
    await load.stop()
    return { verdict: await judge(load, server.url), remark: `SIGKILL ${TIMES} times` }
  } finally {
    await server.kill()
    file.remove()
  }
})
