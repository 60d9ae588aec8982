import { drawOf } from './draw'
import { fault } from './fault'
import { send } from './http'
import { startLoad } from './load'
import { judge } from './referee'
import { type Room, roomsHere } from './room'
import { newServer, type Server } from './server'
import { inForm } from './settings'
import { openShop } from './shop'

const TIMES = inForm(3, 20)
const SHOPPERS = inForm(8, 24)
const CLIENTS = 8
/** So many requests are made in vain before there is room again. */
const FAILURES = 40

for (const [kind, newRoom] of Object.entries(roomsHere()).slice(0, inForm(1, 2))) {
  fault(`has no room left on its disk (${kind}), and later has some again`, () => fill(newRoom()))
}

async function fill(room: Room) {
  const draw = drawOf('disk')
  const server = newServer({ database: room.url })
  const wrong: string[] = []
  try {
    await server.start()
    const shop = await openShop(server.url, SHOPPERS)
    const load = startLoad({ shop, clients: CLIENTS, where: () => server.url })
    for (let times = 1; times <= TIMES; times++) {
      await load.untilMore('done', draw.between(1, 40))
      room.fill(server)
      await load.untilMore('failed', FAILURES)
      wrong.push(...(await whatItCannotRead(server, shop.secretKey)))
      if (times % 2 === 0) await killAndTry(server)
      room.clear(server)
      if (!server.isUp()) await server.start()
    }
    await load.untilMore('done', CLIENTS)
    await load.stop()
    const verdict = await judge(load, server.url)
    verdict.wrong.push(...wrong)
    return { verdict, remark: `full ${TIMES} times` }
  } finally {
    await server.kill()
    room.remove()
  }
}

/** Whether it can start where there is no room is another matter; it must do no harm. */
async function killAndTry(server: Server): Promise<void> {
  await server.kill()
  await server.start().catch(() => {})
}

/** What is stored can be read, however full the disk is. */
async function whatItCannotRead({ url, log }: Server, bearer: string): Promise<string[]> {
  const answers = await Promise.all(
    ['/healthz', '/readyz', '/v1/customers'].map(async path => {
      const answer = await send(`${url}${path}`, { method: 'GET', bearer })
      return typeof answer !== 'string' && answer.status === 200 ? [] : [`${path}: ${JSON.stringify(answer)}`]
    }),
  )
  const wrong = answers.flat()
  return wrong.length > 0 ? [...wrong, log()] : []
}
