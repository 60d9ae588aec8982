import type { Shelf } from './acts/act'
import { actOf, anyAct } from './acts/any'
import { useNewestCode } from './acts/use-code'
import type { Draw } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const PROCESSES = 4
const ACTS = inForm(240, 6000)
/** So many times every client wants the one code that all others want. */
const RACES = inForm(20, 400)
const SHOPPERS = inForm(6, 24)
const CLIENTS = 16

fault('is four processes over one file, with shoppers that all of them serve', async () => {
  const file = newFile()
  const servers = Array.from({ length: PROCESSES }, () => newServer({ database: file.url }))
  try {
    await Promise.all(servers.map(server => server.start()))
    const [first] = servers
    const shop = await openShop(first?.url ?? '', SHOPPERS)
    const where = (draw: Draw) => draw.one(servers).url
    let racing = false
    const want = (draw: Draw, shelf: Shelf) =>
      racing ? actOf(useNewestCode, draw, shelf) : anyAct(draw, shelf)
    const load = startLoad({ shop, clients: CLIENTS, where, want })
    await load.untilMore('done', ACTS)
    racing = true
    await load.untilMore('done', RACES)
    await load.stop()
    return {
      verdict: await judge(load, first?.url ?? ''),
      remark: `${PROCESSES} processes, ${RACES} races for a code`,
    }
  } finally {
    await Promise.all(servers.map(server => server.kill()))
    file.remove()
  }
})
