import { createClient } from '@libsql/client/web'
import type { Driver } from './store'

/** A server that has not answered by then is taken for gone; whether a write went through is then unknown. */
const TIMEOUT_MS = 15_000

/** A libSQL server over HTTP. On an edge runtime it is opened per request: a shared client cannot be used across requests there. */
export function openRemote(url: string, authToken: string | undefined, timeoutMs = TIMEOUT_MS): Driver {
  const fetchInTime = (request: Request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) })
  const client = createClient({ url, authToken, fetch: fetchInTime })
  return {
    client: () => client,
    inOrder: (_key, change) => change(),
    // No `scrub`: the files are the server's, and so are its log and its copies.
    close: () => client.close(),
  }
}
