import { type CuttingProxy, openCuttingProxy } from './cutting-proxy'
import { drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { acknowledgement, isDone } from './ledger'
import { type Load, startLoad } from './load'
import { judge } from './referee'
import { newServer } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const ACTS = inForm(250, 5000)
const SHOPPERS = inForm(12, 40)
const CLIENTS = 8
const SHARE = 0.4

fault('cuts the connection after the commit and before the reply', async () => {
  const file = newFile()
  const server = newServer({ database: file.url })
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const proxy = await openCuttingProxy(server.url, drawOf('proxy'), SHARE)
    let address = proxy.url
    const load = startLoad({ shop, clients: CLIENTS, where: () => address })
    await load.untilMore('done', ACTS)
    await load.stop()
    await proxy.close()
    address = server.url
    const verdict = await judge(load, server.url)
    verdict.wrong.push(...othersThanDropped(load, proxy))
    const done = [...proxy.dropped.values()].flat().filter(isDone).length
    return { verdict, remark: `${done} replies of what was done never arrived` }
  } finally {
    await server.kill()
    file.remove()
  }
})

/** What a retry was answered with has to be the bytes that were on their way when the connection broke. */
function othersThanDropped({ ledger }: Load, { dropped }: CuttingProxy): string[] {
  return ledger.flatMap(entry => {
    const told = acknowledgement(entry)
    const done = (dropped.get(entry.act.key) ?? []).filter(isDone)
    const others = done.filter(({ status, text }) => text !== told?.text || status !== told.status)
    return others.map(({ text }) => `${entry.act.key} was done with ${text}, and told as ${told?.text}`)
  })
}
