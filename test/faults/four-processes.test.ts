import { fault } from './fault'
import { newFile } from './file'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const PROCESSES = 4
const ACTS = inForm(240, 6000)
const SHOPPERS = inForm(6, 24)
const CLIENTS = 16

fault('is four processes over one file, with shoppers that all of them serve', async () => {
  const file = newFile()
  const servers = Array.from({ length: PROCESSES }, () => newServer({ database: file.url }))
  try {
    await Promise.all(servers.map(server => server.start()))
    const [first] = servers
    const shop = await openShop(first?.url ?? '', SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: draw => draw.one(servers).url })
    await load.untilMore('done', ACTS)
    await load.stop()
    return { verdict: await judge(load, first?.url ?? ''), remark: `${PROCESSES} processes` }
  } finally {
    await Promise.all(servers.map(server => server.kill()))
    file.remove()
  }
})
