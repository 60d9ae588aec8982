import { setTimeout as sleep } from 'node:timers/promises'
import { type Draw, drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const PROCESSES = 3
const TIMES = inForm(3, 60)
const SHOPPERS = inForm(8, 24)
const CLIENTS = 9
const MOST_DONE = 30
const LATEST_MS = 40

fault('is several processes over one file, of which one after the other is killed', async () => {
  const draw = drawOf('neighbours')
  const file = newFile()
  const servers = Array.from({ length: PROCESSES }, () => newServer({ database: file.url }))
  try {
    await Promise.all(servers.map(server => server.start()))
    const [first] = servers
    const shop = await openShop(first?.url ?? '', SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: (own: Draw) => own.one(servers).url })
    for (let kills = 1; kills <= TIMES; kills++) {
      await load.untilMore('done', draw.between(1, MOST_DONE))
      await sleep(draw.between(0, LATEST_MS))
      const server = draw.one(servers)
      await server.kill()
      await load.untilMore('done', 1)
      await server.start()
    }
    await load.stop()
    const verdict = await judge(load, first?.url ?? '')
    return { verdict, remark: `${PROCESSES} processes, SIGKILL ${TIMES} times` }
  } finally {
    await Promise.all(servers.map(server => server.kill()))
    file.remove()
  }
})
