import type { Client, TransactionMode } from '@libsql/client/web'
import type { SQL } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'

export type Db = LibSQLDatabase<Record<string, never>>
/** A drizzle statement that has not run. */
export type Statement = RunnableQuery<unknown, 'sqlite'>
export type Reads = Record<string, Statement>
export type Rows<R extends Reads> = { [K in keyof R]: Awaited<R[K]> }

/**
 * One database. Both methods are exactly one batch, so one round trip:
 * `read` sees one consistent snapshot, `write` commits everything or nothing.
 */
export interface Store {
  /** Builds statements; running one outside `read` and `write` is not done. */
  db: Db
  read<R extends Reads>(reads: R): Promise<Rows<R>>
  write(statements: Statement[]): Promise<void>
  /** Runs changes of one journal one after the other where that saves retries. The journal's key referees either way. */
  inOrder<T>(key: string, change: () => Promise<T>): Promise<T>
  /** One value, to see that the database answers. */
  ping(query: SQL): Promise<void>
  /** After an erasure: nothing that was overwritten is left where the database keeps its newest changes. */
  scrub(): Promise<void>
  close(): void
}

/** What a driver has to offer. `client` may change between calls: a poisoned one is replaced. */
export interface Driver {
  client(): Client
  recover(error: unknown): Promise<void>
  inOrder<T>(key: string, change: () => Promise<T>): Promise<T>
  /** See `Store.scrub`; left out where the files are another's. */
  scrub?(): Promise<void>
  close(): void
}

export function openStore(driver: Driver): Store {
  const reader = drizzle(withMode(driver, 'read'), { casing: 'snake_case' })
  const writer = drizzle(withMode(driver, 'write'), { casing: 'snake_case' })
  return {
    db: writer,
    async read(reads) {
      const names = Object.keys(reads)
      const results = await batch(driver, reader, Object.values(reads))
      return Object.fromEntries(names.map((name, i) => [name, results[i]])) as never
    },
    async write(statements) {
      await batch(driver, writer, statements)
    },
    inOrder: driver.inOrder,
    async ping(query) {
      await batch(driver, reader, [reader.all(query)])
    },
    scrub: async () => driver.scrub?.(),
    close: driver.close,
  }
}

async function batch(driver: Driver, db: Db, statements: Statement[]): Promise<readonly unknown[]> {
  try {
    return await db.batch(statements as unknown as Parameters<Db['batch']>[0])
  } catch (error) {
    await driver.recover(error)
    throw error
  }
}

/** drizzle calls `client.batch` without a mode, which means DEFERRED: a write then fails on upgrade. */
function withMode(driver: Driver, mode: TransactionMode): Client {
  const run: Pick<Client, 'batch'> = { batch: statements => driver.client().batch(statements, mode) }
  return run as Client
}
