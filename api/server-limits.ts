import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http'
import type { Server } from 'node:net'

/**
 * What whoever connects may cost a Node process before anything of theirs has been looked at. An import streams for as
 * long as it takes, so the time for a whole request is the import's; every other body has `Platform.bodyMs`.
 */
export const SERVER_LIMITS: ServerOptions = {
  /** Also of somebody who connects and says nothing. */
  headersTimeout: 10_000,
  requestTimeout: 3_600_000,
  connectionsCheckingInterval: 1000,
  /** The request line is among them: 431 beyond it. */
  maxHeaderSize: 16 * 1024,
}

/** Beyond so many, new connections are closed at once; a process has only so many file handles. */
const MOST_CONNECTIONS = 10_000

/** The rest of what is in force on a server, whichever listener answers. */
export function keepLimits(server: Server, connections = MOST_CONNECTIONS): void {
  server.maxConnections = connections
  server.on('request', hangUpAfterReply)
}

/** Nobody reads the body of a GET, so nobody would notice that it never ends. */
function hangUpAfterReply(request: IncomingMessage, reply: ServerResponse): void {
  const { method = '', headers } = request
  if (!['GET', 'HEAD'].includes(method)) return
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  reply.once('finish', () => {
    if (!request.complete) request.socket.destroySoon()
  })
}
