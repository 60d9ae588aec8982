import { Agent, request } from 'node:http'
import type { Figure } from './contest'
import type { Running } from './process'
import { CONNECTIONS, type Traffic } from './traffic'

export interface Pace {
  /** Connections that stay: shoppers' browsers and proxies keep theirs. */
  agent: Agent
  seconds: number
  /** Calls a second of all connections together. */
  rate: number
}

/** Each is used in turn, so that none is idle for so long that the server closes it. */
export const keepingConnections = (): Agent =>
  new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' })

/**
 * Calls a server at an even pace, whether or not it has answered before, as shoppers do who know nothing of each
 * other. How long a call took counts from when it was due, so whoever has to wait for a connection is counted too.
 *
 * @throws Error when one reply is not the one expected
 */
export async function paced(
  server: Running,
  traffic: Traffic,
  { agent, seconds, rate }: Pace,
): Promise<Figure> {
  const next = inTurns(traffic)
  const cpuBefore = server.cpuUs()
  const begun = performance.now()
  const calls: Promise<number>[] = []
  let failure: unknown
  while (calls.length < seconds * rate) {
    const due = begun + (calls.length * 1000) / rate
    const early = due - performance.now()
    if (early > 1) await new Promise(resolve => setTimeout(resolve, early))
    if (failure) break
    const answered = call(server, agent, next(), traffic.statuses).then(at => at - due)
    answered.catch(error => {
      failure ??= error
    })
    calls.push(answered)
  }
  const latencies = (await Promise.all(calls)).sort((a, b) => a - b)
  const took = (performance.now() - begun) / 1000
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)]
  return {
    count: latencies.length,
    perSecond: latencies.length / took,
    cpuUs: (server.cpuUs() - cpuBefore) / latencies.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  }
}

interface Sent {
  path?: string
  method?: string
  headers?: object
  body?: string | Buffer
  setupRequest?(request: object, context: object): object
}

/** One request of each connection's, over and over. */
function inTurns({ requests }: Traffic): () => Sent {
  const lists = Array.from({ length: CONNECTIONS }, (_, n) => requests(n) as Sent[])
  let turn = 0
  return () => {
    const list = lists[turn % CONNECTIONS] ?? []
    const sent = list[Math.floor(turn / CONNECTIONS) % list.length] ?? {}
    turn += 1
    return sent.setupRequest ? sent.setupRequest({ ...sent }, {}) : sent
  }
}

/** When the whole reply was there. */
function call({ url }: Running, agent: Agent, { path, method, headers, body }: Sent, statuses: number[]) {
  return new Promise<number>((resolve, reject) => {
    const sent = request(new URL(path ?? '/', url), { agent, method, headers: { ...headers } }, reply => {
      if (!statuses.includes(reply.statusCode ?? 0)) reject(new Error(`answered ${reply.statusCode}`))
      reply.on('end', () => resolve(performance.now())).on('error', reject)
      reply.resume()
    })
    sent.on('error', reject).end(body)
  })
}
