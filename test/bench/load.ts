import autocannon from 'autocannon'
import type { Figure } from './contest'
import type { Running } from './process'

export const CONNECTIONS = 64

export interface Load {
  /** What connection number `n` sends, over and over. */
  requests(n: number): autocannon.Request[]
  seconds: number
  connections?: number
  /** What every reply has to be: figures of refusals would be worth nothing. */
  status: number
  /** Calls a second of all connections together; left out, as fast as replies come. */
  rate?: number
}

/** Calls a server as fast as it answers. @throws Error when one reply is not the one expected */
export async function load(server: Running, { requests, seconds, status, ...load }: Load): Promise<Figure> {
  const cpuBefore = server.cpuUs()
  let opened = 0
  const result = await autocannon({
    url: server.url,
    connections: load.connections ?? CONNECTIONS,
    duration: seconds,
    overallRate: load.rate,
    setupClient: client => client.setRequests(requests(opened++)),
  })
  const counts = Object.entries(result.statusCodeStats ?? {})
  const replies = counts.reduce((sum, [, { count = 0 }]) => sum + count, 0)
  const others = counts.filter(([code]) => Number(code) !== status)
  if (replies === 0 || others.length > 0 || result.errors > 0) {
    const said = counts.map(([code, { count }]) => `${count} × ${code}`).join(', ')
    throw new Error(`every reply should be ${status}: ${said || 'none'}, ${result.errors} errors`)
  }
  return {
    perSecond: replies / result.duration,
    cpuUs: (server.cpuUs() - cpuBefore) / replies,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }
}
