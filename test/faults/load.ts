import { setTimeout as sleep } from 'node:timers/promises'
import type { Act, Shelf } from './acts/act'
import { newShelf } from './acts/act'
import { anyAct } from './acts/any'
import { type Draw, drawOf } from './draw'
import { type Answer, send, sendAgain } from './http'
import { acknowledgement, type Entry, isKnown } from './ledger'
import type { Shop } from './shop'

const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 100
/** Minutes, whatever has happened: something is wrong that does not pass. */
const MOST_TRIES = 3000
/** How often an impatient client sends the same thing twice at once. */
const TWICE = 0.06

export interface LoadOptions {
  shop: Shop
  clients: number
  /** The server to ask this time. */
  where(draw: Draw): string
  /** What the servers' clock shows, epoch ms. */
  now?(): number
  /** Instead of anything: what the clients want. */
  want?(draw: Draw, shelf: Shelf): Act
}

/** Clients that want one thing after the other, and ask again with the same key until they know what came of it. */
export interface Load {
  readonly ledger: readonly Entry[]
  shelf: Shelf
  /** Sends an act once more, to a server that is well. */
  again(act: Act): Promise<Answer>
  /** Resolves once so many more acts are done, or so many more requests have failed with 5xx or got no reply. */
  untilMore(what: 'done' | 'failed', count: number): Promise<void>
  /** No client wants anything new; resolves when each knows what it has. A server has to be there for that. */
  stop(): Promise<void>
}

export function startLoad(options: LoadOptions): Load {
  const { shop, where, now = Date.now, want = anyAct } = options
  const ledger: Entry[] = []
  const shelf = newShelf(shop)
  const draw = drawOf('load')
  const counts = { done: 0, failed: 0 }
  let stopped = false
  const attempt = async (act: Act, chosen: Draw) => {
    const answer = await request(act, chosen)
    if (typeof answer === 'string' || answer.status >= 500) counts.failed += 1
    return answer
  }
  const request = async ({ shopper, path, body, key }: Act, chosen: Draw) => {
    const sent = { body, idempotencyKey: key }
    const address = `${where(chosen)}${path}`
    if (shopper === null) return send(address, { bearer: shop.secretKey, ...sent })
    const bearer = await shop.tokenOf(shopper, now())
    return send(`${address}?key=${shop.publishableKey}`, { bearer, ...sent })
  }
  const pursue = async (entry: Entry, own: Draw) => {
    const times = own.chance(TWICE) ? 2 : 1
    const sent = Array.from({ length: times }, () => attempt(entry.act, own))
    entry.answers.push(...(await Promise.all(sent)))
    for (let pauseMs = FIRST_PAUSE_MS; !isKnown(entry); pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      await sleep(pauseMs)
      entry.answers.push(await attempt(entry.act, own))
      if (entry.answers.length > MOST_TRIES)
        throw new Error(`never answered: ${JSON.stringify(entry.answers.at(-1))}`)
    }
    const reply = acknowledgement(entry)
    if (!reply) return
    counts.done += 1
    entry.act.learn?.(JSON.parse(reply.text) as never, shelf)
  }
  const client = async (name: string) => {
    const own = drawOf(name)
    while (!stopped) {
      const entry: Entry = { act: want(own, shelf), answers: [] }
      ledger.push(entry)
      await pursue(entry, own)
    }
  }
  const clients = Array.from({ length: options.clients }, (_, i) => client(`client ${i}`))
  const all = Promise.all(clients)
  all.catch(() => {})
  return {
    ...{ ledger, shelf },
    again: act => sendAgain(() => request(act, draw)),
    async untilMore(what, count) {
      const goal = counts[what] + count
      while (counts[what] < goal) await Promise.race([sleep(5), all.then(() => {})])
    },
    async stop() {
      stopped = true
      await all
    },
  }
}
