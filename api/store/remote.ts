import { createClient } from '@libsql/client/web'
import type { Driver } from './store'

/** A libSQL server over HTTP. On an edge runtime it is opened per request: a shared client cannot be used across requests there. */
export function openRemote(url: string, authToken: string | undefined): Driver {
  const client = createClient({ url, authToken })
  return {
    client: () => client,
    recover: async () => {},
    inOrder: (_key, change) => change(),
    close: () => client.close(),
  }
}
