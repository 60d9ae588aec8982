import type { Server, ServerResponse } from 'node:http'
import { Server as Listener } from 'node:net'

/** Within it, what a client had sent before it could know is read. */
const IDLE_MS = 500

/**
 * How to end a server without cutting a request: it takes no new connections, and says with the next reply on each that
 * it has that it was the last. A client that is never idle would otherwise hold it up for ever. A connection that looks
 * idle may have a request on its way, so those are closed a little later. To be called before the first request; what
 * it returns resolves when the last reply is out.
 */
export function drainable(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>()
  let ending = false
  server.prependListener('request', (_, reply) => {
    if (ending) reply.shouldKeepAlive = false
  })
  // After it has been begun: one that was answered at once is not open any more.
  server.on('request', (_, reply) => {
    if (reply.headersSent) return
    open.add(reply)
    reply.once('close', () => open.delete(reply))
  })
  return () => {
    ending = true
    for (const reply of open) reply.shouldKeepAlive = false
    setTimeout(() => setImmediate(() => server.closeIdleConnections()), IDLE_MS)
    // The `close` of HTTP servers closes idle connections at once.
    return new Promise(resolve => Listener.prototype.close.call(server, () => resolve()))
  }
}
