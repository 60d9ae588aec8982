import type { Client, ResultSet, TransactionMode } from '@libsql/client/web'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Epochs } from './epochs'
import { type StoreObserver, UNOBSERVED } from './observer'
import type { Planned } from './plan'
import { type Query, type Ready, readyOf } from './ready'
import { openShared, type Shared } from './shared'

export type Db = LibSQLDatabase<Record<string, never>>
/** Something to write: built by drizzle now, or ready since it was built before. */
export type Statement = Query | Ready
export type Reads = Record<string, Query>
export type Selected<R extends Reads> = { [K in keyof R]: Awaited<R[K]> }
/** Reads that are built for this once, or planned ones. */
export type Asked<R extends Reads> = R | Planned<R>
export type Rows<A extends Asked<Reads>> =
  A extends Planned<infer R> ? Selected<R> : A extends Reads ? Selected<A> : never

/**
 * One database. Both methods are exactly one batch, so one round trip:
 * `read` sees one consistent snapshot, `write` commits everything or nothing.
 */
export interface Store {
  /** Builds statements; running one outside `read` and `write` is not done. */
  db: Db
  /** What is read `beside` is of the same moment, and among the rows under its own names. */
  read<R extends Reads>(reads: Asked<R>, ...beside: Asked<Reads>[]): Promise<Selected<R>>
  /** @param about the merchant it concerns, or `NOBODY`; left out, it may be any */
  write(statements: Statement[], about?: string): Promise<void>
  /** As `read`, for what takes long: the event loop turns meanwhile, where there is one to keep turning. */
  readLong<R extends Reads>(reads: Asked<R>, ...beside: Asked<Reads>[]): Promise<Selected<R>>
  /** Runs changes of one journal one after the other where that saves retries. The journal's key referees either way. */
  inOrder<T>(key: string, change: () => Promise<T>): Promise<T>
  /** Another text after every change that may concern the merchant; undefined where nobody can tell without reading it all. */
  epochOf(merchantId: string): string | undefined
  /**
   * After an erasure: of what was overwritten no copy is left in the database's files. False where one may be, since others
   * hold on to them. The files of a libSQL server are its own, and are left as they are.
   */
  scrub(): Promise<boolean>
  observer: StoreObserver
  /** How many changes wait to be written; undefined where the driver keeps none waiting. */
  queueDepth(): number | undefined
  close(): void
}

/** Whom a change concerns that no shopper and no page is ever shown. */
export const NOBODY = 'nobody'

/** What a driver has to offer. */
export interface Driver {
  client(): Client
  /** See `Store.readLong`; left out where a read keeps nobody else waiting. */
  long?: Pick<Client, 'batch'>
  /** Left out where others write to the database, too, and nobody can tell. */
  epochs?: Epochs
  inOrder<T>(key: string, change: () => Promise<T>): Promise<T>
  /** See `Store.scrub`; left out where the files are another's. */
  scrub?(): Promise<boolean>
  /** See `Store.queueDepth`. */
  queueDepth?(): number
  close(): void
}

export function openStore(driver: Driver, observer: StoreObserver = UNOBSERVED): Store {
  const db: Db = drizzle(driver.client(), { casing: 'snake_case' })
  const sharedOf = driver.epochs && openShared(driver.epochs)
  return {
    db,
    read: (...asked) => readAll(driver.client(), asked, sharedOf),
    readLong: (...asked) => readAll(driver.long ?? driver.client(), asked),
    async write(statements, about) {
      const ready = statements.map(statement => ('args' in statement ? statement : readyOf(statement)))
      try {
        await send(driver.client(), ready, 'write')
      } finally {
        driver.epochs?.changed(about)
      }
    },
    inOrder: driver.inOrder,
    epochOf: merchantId => driver.epochs?.of(merchantId),
    scrub: async () => (await driver.scrub?.()) ?? true,
    observer,
    queueDepth: () => driver.queueDepth?.(),
    close: driver.close,
  }
}

async function readAll<R extends Reads>(
  client: Pick<Client, 'batch'>,
  asked: Asked<Reads>[],
  sharedOf?: ReturnType<typeof openShared>,
): Promise<Selected<R>> {
  const parts = asked.flatMap(readied)
  const shared = sharedOf?.(parts.map(({ sharing }) => sharing)) ?? []
  const read = parts.map((part, i) => ({ part, kept: shared[i] ?? ({} as Shared) }))
  const missing = read.filter(({ kept }) => !kept.rows)
  if (missing.length > 0) {
    const sent = missing.map(({ part }) => part)
    const results = await send(client, sent, 'read')
    for (const [i, { part, kept }] of missing.entries())
      kept.rows = part.resultOf(results[i] as ResultSet) as object
  }
  return Object.assign({}, ...read.map(({ kept }) => kept.rows))
}

type Sendable = Ready & Pick<Planned<Reads>, 'sharing'>

/** Each result is the rows by the name of their read. */
function readied(asked: Asked<Reads>): Sendable[] {
  if (isPlanned(asked)) return [asked]
  return Object.entries(asked).map(([name, query]) => {
    const { sql, args, resultOf } = readyOf(query)
    return { sql, args, resultOf: result => ({ [name]: resultOf(result) }) }
  })
}

export const isPlanned = <R extends Reads>(asked: Asked<R>): asked is Planned<R> =>
  typeof asked.resultOf === 'function'

const send = (client: Pick<Client, 'batch'>, ready: Ready[], mode: TransactionMode): Promise<ResultSet[]> =>
  client.batch(
    ready.map(({ sql, args }) => ({ sql, args })),
    mode,
  )
