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
  /** As `read`, for what takes long: the event loop turns meanwhile, where there is one to keep turning. */
  readLong<R extends Reads>(reads: R): Promise<Rows<R>>
  /** Runs changes of one journal one after the other where that saves retries. The journal's key referees either way. */
  inOrder<T>(key: string, change: () => Promise<T>): Promise<T>
  /** One value, to see that the database answers. */
  ping(query: SQL): Promise<void>
  /** After an erasure: nothing that was overwritten is left where the database keeps its newest changes. */
  scrub(): Promise<void>
  close(): void
}

/** What a driver has to offer. */
export interface Driver {
  client(): Client
  /** See `Store.readLong`; left out where a read keeps nobody else waiting. */
  long?: Pick<Client, 'batch'>
  inOrder<T>(key: string, change: () => Promise<T>): Promise<T>
  /** See `Store.scrub`; left out where the files are another's. */
  scrub?(): Promise<void>
  close(): void
}

export function openStore(driver: Driver): Store {
  const reader = openDrizzle(withMode(driver.client, 'read'))
  const longReader = openDrizzle(withMode(() => driver.long ?? driver.client(), 'read'))
  const writer = openDrizzle(withMode(driver.client, 'write'))
  return {
    db: writer,
    read: reads => readAll(reader, reads),
    readLong: reads => readAll(longReader, reads),
    async write(statements) {
      await batch(writer, statements)
    },
    inOrder: driver.inOrder,
    async ping(query) {
      await batch(reader, [reader.all(query)])
    },
    scrub: async () => driver.scrub?.(),
    close: driver.close,
  }
}

const openDrizzle = (client: Client): Db => drizzle(client, { casing: 'snake_case' })

async function readAll<R extends Reads>(db: Db, reads: R): Promise<Rows<R>> {
  const names = Object.keys(reads)
  const results = await batch(db, Object.values(reads))
  return Object.fromEntries(names.map((name, i) => [name, results[i]])) as never
}

function batch(db: Db, statements: Statement[]): Promise<readonly unknown[]> {
  return db.batch(statements as unknown as Parameters<Db['batch']>[0])
}

/** drizzle calls `client.batch` without a mode, which means DEFERRED: a write then fails on upgrade. */
function withMode(client: () => Pick<Client, 'batch'>, mode: TransactionMode): Client {
  const run: Pick<Client, 'batch'> = { batch: statements => client().batch(statements, mode) }
  return run as Client
}
