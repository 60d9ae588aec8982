import { setImmediate as turn } from 'node:timers/promises'
import type { InStatement, ResultSet, Value } from '@libsql/client/web'
import Database from 'libsql/promise'
import { asClientError, partsOf, resultSet } from './connection'
import { Overloaded } from './errors'
import { type StoreObserver, UNOBSERVED } from './observer'
import { rowMaker } from './row'

/** One statement outside of a snapshot. */
export type Run = (sql: string) => Promise<ResultSet>

/** A connection whose work is done on another thread. */
export interface LongReads {
  /** One snapshot; those that come together are read one after the other. Rejects with `Overloaded` if many wait. */
  read(statements: InStatement[]): Promise<ResultSet[]>
  /** Nothing else is done on it meanwhile. */
  inTurn<T>(work: (run: Run) => Promise<T>): Promise<T>
  close(): void
}

/** What `libsql/promise` leaves untyped. */
interface Statement {
  reader: boolean
  raw(on: boolean): void
  columns(): { name: string }[]
  iterate(args: unknown[]): Promise<Iterable<Value[]>>
}

/** How long SQLite waits for others; nobody waits for this thread meanwhile. */
export const BUSY_TIMEOUT_MS = 5000
/** Rows are fetched on the event loop, so it turns in between. */
const ROWS_PER_TURN = 500

/** Each may take seconds. */
const MOST_WAITING = 50

/** Opened at the first use, which many processes never come to. */
export function openLongReads(path: string, observer: Pick<StoreObserver, 'gaveUp'> = UNOBSERVED): LongReads {
  let database: Database | undefined
  let tail: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let isClosed = false
  const open = () => {
    if (isClosed) throw new Error('the database is closed')
    database ??= new Database(path, { timeout: BUSY_TIMEOUT_MS })
    return database
  }
  /** A statement that was refused may be left unfinished, and its connection in a transaction for ever. */
  const forget = () => {
    const left = database
    database = undefined
    left?.close()
  }
  const inTurn = <T>(work: (open: Database) => Promise<T>): Promise<T> => {
    waiting += 1
    const result = tail.then(() => work(open()))
    tail = result.catch(forget).catch(() => {})
    return result
      .catch(error => {
        throw asClientError(error)
      })
      .finally(() => {
        waiting -= 1
      })
  }
  return {
    read(statements) {
      if (waiting >= MOST_WAITING) {
        observer.gaveUp('reads_full')
        return Promise.reject(new Overloaded('too many long reads wait'))
      }
      return inTurn(connection => snapshot(connection, statements))
    },
    inTurn: work => inTurn(connection => work(sql => readOne(connection, sql))),
    close() {
      isClosed = true
      database?.close()
    },
  }
}

async function snapshot(database: Database, statements: InStatement[]): Promise<ResultSet[]> {
  await database.exec('BEGIN')
  try {
    const results: ResultSet[] = []
    for (const statement of statements) results.push(await readOne(database, statement))
    await database.exec('COMMIT')
    return results
  } catch (error) {
    // Where this fails, too, what is told is what failed first.
    await database.exec('ROLLBACK').catch(() => {})
    throw error
  }
}

async function readOne(database: Database, asked: InStatement): Promise<ResultSet> {
  const { sql, args } = partsOf(asked)
  const statement: Statement = await database.prepare(sql)
  if (!statement.reader) {
    await database.exec(sql)
    return resultSet([], [], 0)
  }
  statement.raw(true)
  const columns = statement.columns().map(({ name }) => name)
  const makeRow = rowMaker(columns)
  const rows: ResultSet['rows'] = []
  for (const values of await statement.iterate(args)) {
    rows.push(makeRow(values))
    if (rows.length % ROWS_PER_TURN === 0) await turn()
  }
  return resultSet(columns, rows, 0)
}
