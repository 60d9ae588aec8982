import type { ServerOptions } from 'node:http'

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
export const MOST_CONNECTIONS = 10_000
