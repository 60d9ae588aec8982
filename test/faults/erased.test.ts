import { setTimeout as sleep } from 'node:timers/promises'
import type { Customer } from '../../sdk/contract'
import { type Draw, drawOf } from './draw'
import { fault } from './fault'
import { newFile } from './file'
import { ask, find, send } from './http'
import { startLoad } from './load'
import { judge } from './referee'
import { newServer, type Server } from './server'
import { inForm } from './settings'
import { openShop, type Shop } from './shop'

const TIMES = inForm(2, 40)
const SHOPPERS = inForm(12, 40)
const CLIENTS = 8
const LATEST_MS = 60

fault('writes its file anew for an erasure under load, and is killed while it does', async () => {
  const draw = drawOf('erased')
  const file = newFile()
  const server = newServer({ database: file.url })
  const wrong: string[] = []
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url })
    for (let times = 1; times <= TIMES; times++) {
      await load.untilMore('done', draw.between(1, 30))
      wrong.push(...(await erase(server, shop, `gone ${times}`, times % 2 === 0 ? draw : undefined)))
    }
    await load.untilMore('done', CLIENTS)
    await load.stop()
    const verdict = await judge(load, server.url)
    verdict.wrong.push(...wrong)
    return { verdict, remark: `${TIMES} erasures, SIGKILL in half of them` }
  } finally {
    await server.kill()
    file.remove()
  }
})

/** Erases a customer, however often that has to be asked for; `killing` draws when the server is killed meanwhile. */
async function erase(server: Server, shop: Shop, externalId: string, killing?: Draw): Promise<string[]> {
  const bearer = shop.secretKey
  const { id } = await ask<Customer>(`${server.url}/v1/customers`, { bearer, body: { externalId } })
  const erasing = send(`${server.url}/v1/customers/${id}`, { method: 'DELETE', bearer })
  if (killing) {
    await sleep(killing.between(0, LATEST_MS))
    await server.kill()
    await server.start()
  }
  await erasing
  await find(`${server.url}/v1/customers/${id}`, { method: 'DELETE', bearer })
  const left = await find<Customer>(`${server.url}/v1/customers/${id}`, { method: 'GET', bearer })
  return left && left.externalId === externalId ? [`${externalId} is still there`] : []
}
