import autocannon from 'autocannon'
import type { Figure } from './contest'
import type { Running } from './process'
import { CONNECTIONS, type Traffic } from './traffic'

/** A reply that is late counts as late, not as an error. */
const PATIENCE_S = 60
/** How often autocannon looks whether it is done; at its own 1000 ms, any 1500 calls take a whole number of seconds. */
const LOOKS_EVERY_MS = 20

export interface Pace {
  seconds: number
  /** Calls in all, instead of seconds. */
  amount?: number
}

/** Calls a server from 64 connections. @throws Error when one reply is not the one expected */
export async function load(
  server: Running,
  { requests, statuses }: Traffic,
  { seconds, amount }: Pace,
): Promise<Figure> {
  const cpuBefore = server.cpuUs()
  let opened = 0
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: seconds,
    timeout: PATIENCE_S,
    sampleInt: LOOKS_EVERY_MS,
    ...(amount && { amount }),
    setupClient: client => client.setRequests(requests(opened++)),
  })
  const counts = Object.entries(result.statusCodeStats ?? {})
  const replies = counts.reduce((sum, [, { count = 0 }]) => sum + count, 0)
  const others = counts.filter(([code]) => !statuses.includes(Number(code)))
  if (replies === 0 || others.length > 0 || result.errors > 0) {
    const said = counts.map(([code, { count }]) => `${count} × ${code}`).join(', ')
    throw new Error(`every reply should be ${statuses}: ${said || 'none'}, ${result.errors} errors`)
  }
  return {
    count: replies,
    perSecond: replies / result.duration,
    cpuUs: (server.cpuUs() - cpuBefore) / replies,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }
}
