import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Client, createClient } from '@libsql/client/node'
import { isBusy } from './errors'
import type { Driver } from './store'

const BUSY_TIMEOUT_MS = 5000

/**
 * The stock client on a local file, used the safe way: one connection, so that the PRAGMAs hold and nothing
 * blocks the event loop waiting for itself, and a new client after SQLITE_BUSY, which poisons the old one
 * (https://github.com/tursodatabase/libsql-client-ts/issues/352).
 */
export async function openEmbedded(url: string): Promise<Driver> {
  mkdirSync(dirname(pathOf(url)), { recursive: true })
  let client = await connect(url)
  return {
    client: () => client,
    async recover(error) {
      if (!isBusy(error) && !isPoisoned(error)) return
      const poisoned = client
      client = await connect(url)
      poisoned.close()
    },
    inOrder: oneAfterAnother(),
    close: () => client.close(),
  }
}

async function connect(url: string): Promise<Client> {
  const client = createClient({ url, concurrency: 1, timeout: BUSY_TIMEOUT_MS })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.execute('PRAGMA synchronous = FULL')
  return client
}

function pathOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/, '')
}

function isPoisoned(error: unknown): boolean {
  return (
    error instanceof Error &&
    /SQL statements in progress|database is locked/.test(String(error.cause ?? error))
  )
}

/** A queue per key, gone when it is empty. */
function oneAfterAnother(): Driver['inOrder'] {
  const tails = new Map<string, Promise<unknown>>()
  return (key, change) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(change, change)
    tails.set(key, result)
    const forget = () => {
      if (tails.get(key) === result) tails.delete(key)
    }
    result.then(forget, forget)
    return result
  }
}
