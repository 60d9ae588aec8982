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
    scrub: together(() => writeAnew(() => client)),
    close: () => client.close(),
  }
}

async function connect(url: string): Promise<Client> {
  const client = createClient({ url, concurrency: 1, timeout: BUSY_TIMEOUT_MS })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.execute('PRAGMA synchronous = FULL')
  // What is deleted or replaced is overwritten with zeros: https://www.sqlite.org/pragma.html#pragma_secure_delete
  await client.execute('PRAGMA secure_delete = ON')
  return client
}

const SCRUB_TRIES = 20
const SCRUB_PAUSE_MS = 100

/**
 * Writes the file anew and cuts the write-ahead log to nothing. `secure_delete` alone does not do: where a page is
 * split, SQLite leaves copies of the rows that moved in the unused middle of the page, and forgets about them
 * (`test/api/store/scrub.test.ts` finds some). It takes about ten seconds for each gigabyte, in which nothing else is
 * done; that is the price of an erasure, and those that come together pay it once. A reader of another process may
 * hold on to the log, so this is tried again; whoever holds on for longer is told of in the log of errors.
 */
async function writeAnew(client: () => Client): Promise<void> {
  for (let tries = 1; tries <= SCRUB_TRIES; tries++) {
    try {
      await client().execute('VACUUM')
      const { rows } = await client().execute('PRAGMA wal_checkpoint(TRUNCATE)')
      if (rows[0]?.busy === 0) return
    } catch (error) {
      if (!isBusy(error)) throw error
    }
    await new Promise(resolve => setTimeout(resolve, SCRUB_PAUSE_MS))
  }
  console.error(
    JSON.stringify({ level: 'error', during: 'scrub', message: 'another process keeps the file busy' }),
  )
}

/** Whoever asks while it runs waits for the next time, together with all others. */
function together(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    next = undefined
    running = work().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
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
