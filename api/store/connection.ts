import {
  type InStatement,
  LibsqlBatchError,
  LibsqlError,
  type ResultSet,
  type Value,
} from '@libsql/client/web'
import Database from 'libsql'
import { remember } from './remember'
import { type MakeRow, rowMaker } from './row'

/** One connection to a file. Everything on it happens at once, on the thread that asks. */
export interface Connection {
  /** Throws what the stock client throws: LibsqlError, with `code` and `extendedCode`. */
  run(statement: InStatement): ResultSet
  /** The same one after the other; the error says which (LibsqlBatchError, `statementIndex`). */
  runAll(statements: InStatement[]): ResultSet[]
  /** The same for statements that only read; any other is refused before it is run. */
  readAll(statements: InStatement[]): ResultSet[]
  /** Neither prepared nor kept: for what must not be left half done when another process holds the file. */
  exec(sql: string): void
  isInTransaction(): boolean
  close(): void
}

/** A statement as it is kept. Without columns it returns no rows, not even empty ones. */
interface Prepared {
  statement: Database.Statement
  columns: string[] | undefined
  makeRow: MakeRow
  isRead: boolean
}

/**
 * How many statements stay prepared on a connection. All the verbs together need about three hundred; lists of ids
 * (`IN (?, ?, …)`) and inserts of several rows come in as many shapes as there are lengths, so there has to be a bound.
 */
const MOST_PREPARED = 600

export function openConnection(path: string, pragmas: string[]): Connection {
  const database = new Database(path, { timeout: 0 })
  try {
    for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`)
  } catch (error) {
    database.close()
    throw error
  }
  const prepare = remember(MOST_PREPARED, (sql: string) => prepared(database, sql))
  const attempt = (statement: InStatement, isRead: boolean) => {
    const { sql, args } = partsOf(statement)
    try {
      const known = prepare(sql)
      if (isRead && !known.isRead) throw new TypeError('a read changes nothing')
      return execute(known, args)
    } catch (error) {
      throw asClientError(error)
    }
  }
  const run = (statement: InStatement) => attempt(statement, false)
  const read = (statement: InStatement) => attempt(statement, true)
  return {
    run,
    runAll: statements => oneByOne(statements, run),
    readAll: statements => oneByOne(statements, read),
    exec(sql) {
      try {
        database.exec(sql)
      } catch (error) {
        throw asClientError(error)
      }
    },
    isInTransaction: () => database.open && database.inTransaction,
    close() {
      if (database.open) database.close()
    },
  }
}

function oneByOne(statements: InStatement[], run: (statement: InStatement) => ResultSet): ResultSet[] {
  return statements.map((statement, index) => {
    try {
      return run(statement)
    } catch (error) {
      throw inBatch(error, index)
    }
  })
}

/** Ends a transaction, where an error has not ended it before. */
export function rollBack(connection: Connection): void {
  if (connection.isInTransaction()) connection.exec('ROLLBACK')
}

function prepared(database: Database.Database, sql: string): Prepared {
  const statement = database.prepare(sql)
  if (!statement.reader) return { statement, columns: undefined, makeRow: rowMaker([]), isRead: false }
  statement.raw(true)
  const columns = statement.columns().map(({ name }) => name)
  // What writes has rows only where it says so: https://www.sqlite.org/lang_returning.html
  return { statement, columns, makeRow: rowMaker(columns), isRead: !/\bRETURNING\b/i.test(sql) }
}

/** `all`, never `get`: a statement that has not come to its end keeps its transaction from ending. */
function execute({ statement, columns, makeRow }: Prepared, args: unknown[]): ResultSet {
  if (columns) {
    const rows = statement.all(args) as Value[][]
    return resultSet(columns, rows.map(makeRow), 0)
  }
  const { changes } = statement.run(args)
  return resultSet([], [], changes)
}

export function resultSet(columns: string[], rows: ResultSet['rows'], rowsAffected: number): ResultSet {
  return {
    ...{ columns, columnTypes: [], rows, rowsAffected, lastInsertRowid: undefined },
    toJSON: () => ({ columns, rows, rowsAffected }),
  }
}

export function partsOf(statement: InStatement): { sql: string; args: unknown[] } {
  if (typeof statement === 'string') return { sql: statement, args: [] }
  const { sql, args = [] } = statement
  if (!Array.isArray(args)) throw new TypeError('arguments are given by position')
  return { sql, args: args.every(isBindable) ? args : args.map(bindable) }
}

const isBindable = (value: unknown) =>
  typeof value === 'string' || value === null || (typeof value === 'number' && Number.isFinite(value))

/** As the stock client binds: numbers as REAL, which INTEGER columns turn back into integers. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.getTime()
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  if (value === undefined) throw new TypeError('undefined is no value of a database')
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('only finite numbers can be stored')
  return value
}

export function asClientError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const base = /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? 'SQLITE_UNKNOWN'
  return new LibsqlError(error.message, base, error.code, undefined, error)
}

function inBatch(error: unknown, index: number): unknown {
  if (!(error instanceof LibsqlError)) return error
  const { message, code, extendedCode, cause } = error
  return new LibsqlBatchError(
    ...([message, index, code, extendedCode, undefined, cause instanceof Error ? cause : undefined] as const),
  )
}
