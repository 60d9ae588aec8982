import { setTimeout as sleep } from 'node:timers/promises'
import { drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const TIMES = inForm(2, 20)
const SHOPPERS = inForm(12, 40)
const CLIENTS = 12
const MOST_DONE = 40
const LATEST_MS = 40

fault('is asked to end under load, as a new version is put in its place', async () => {
  const draw = drawOf('ended')
  const file = newFile()
  const server = newServer({ database: file.url })
  const codes: (number | null)[] = []
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url })
    for (let times = 1; times <= TIMES; times++) {
      await load.untilMore('done', draw.between(1, MOST_DONE))
      await sleep(draw.between(0, LATEST_MS))
      codes.push(await server.end())
      await server.start()
    }
    await load.stop()
    const verdict = await judge(load, server.url)
    if (codes.some(code => code !== 0)) verdict.wrong.push(`it ended with ${codes.join(', ')}`)
    return { verdict, remark: `SIGTERM ${TIMES} times` }
  } finally {
    await server.kill()
    file.remove()
  }
})
