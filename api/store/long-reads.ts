import { setImmediate as turn } from 'node:timers/promises'
import type { InStatement, ResultSet, Value } from '@libsql/client/web'
import Database from 'libsql/promise'
import { asClientError, partsOf, resultSet } from './connection'
import { rowMaker } from './row'

/** A connection whose work is done on another thread. */
export interface LongReads {
  /** One snapshot; those that come together are read one after the other. */
  read(statements: InStatement[]): Promise<ResultSet[]>
  /** One statement outside of a snapshot. */
  run(sql: string): Promise<ResultSet>
  close(): void
}

/** What `libsql/promise` leaves untyped. */
interface Statement {
  reader: boolean
  raw(on: boolean): void
  columns(): { name: string }[]
  iterate(args: unknown[]): Promise<Iterable<Value[]>>
}

const BUSY_TIMEOUT_MS = 5000
/** Rows are fetched on the event loop, so it turns in between. */
const ROWS_PER_TURN = 500

/** Opened at the first use: most processes never read for long. */
export function openLongReads(path: string): LongReads {
  let database: Database | undefined
  let tail: Promise<unknown> = Promise.resolve()
  const open = () => {
    database ??= new Database(path, { timeout: BUSY_TIMEOUT_MS })
    return database
  }
  const inTurn = <T>(work: (open: Database) => Promise<T>): Promise<T> => {
    const result = tail.then(() => work(open()))
    tail = result.catch(() => {})
    return result.catch(error => {
      throw asClientError(error)
    })
  }
  return {
    read: statements => inTurn(connection => snapshot(connection, statements)),
    run: sql => inTurn(connection => readOne(connection, sql)),
    close: () => database?.close(),
  }
}

async function snapshot(database: Database, statements: InStatement[]): Promise<ResultSet[]> {
  await database.exec('BEGIN')
  try {
    const results: ResultSet[] = []
    for (const statement of statements) results.push(await readOne(database, statement))
    return results
  } finally {
    await database.exec('COMMIT')
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
