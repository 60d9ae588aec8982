import type { InStatement, ResultSet } from '@libsql/client/web'
import { type Connection, openConnection, rollBack } from './connection'
import { isBusy } from './errors'

/** Short reads. They happen at once; what would keep the event loop waiting belongs to `LongReads`. */
export interface Reader {
  /** All statements see one moment. */
  read(statements: InStatement[]): Promise<ResultSet[]>
  close(): void
}

/** 64 MiB of pages are kept, and what is not kept is read from the file where the system has it mapped, without a call. */
const PRAGMAS = ['query_only = ON', 'cache_size = -65536', 'mmap_size = 1073741824']

/**
 * A connection of its own, so that a read sees what is on the disk and nothing of a group that is being written. In a
 * write-ahead log nobody waits for a writer, but another process that recovers or cuts the log may be in the way for a
 * moment. A statement that was refused so is left unfinished, and keeps its connection from ever ending a transaction
 * (https://github.com/tursodatabase/libsql-client-ts/issues/352), so the connection is replaced; whoever asked tries again.
 */
export function openReader(path: string): Reader {
  let connection = openConnection(path, PRAGMAS)
  return {
    async read(statements) {
      if (statements.some(isExplained)) return readApart(path, statements)
      try {
        return snapshot(connection, statements)
      } catch (error) {
        if (isBusy(error)) {
          connection.close()
          connection = openConnection(path, PRAGMAS)
        }
        throw error
      }
    },
    close: () => connection.close(),
  }
}

const isExplained = (statement: InStatement) =>
  typeof statement !== 'string' && /^\s*EXPLAIN\b/i.test(statement.sql)

/** An EXPLAIN that has come to its end still counts as running, and would keep the reader at the moment it began. */
function readApart(path: string, statements: InStatement[]): ResultSet[] {
  const connection = openConnection(path, PRAGMAS)
  try {
    return snapshot(connection, statements)
  } finally {
    connection.close()
  }
}

/** One statement by itself sees one moment anyway. */
function snapshot(connection: Connection, statements: InStatement[]): ResultSet[] {
  if (statements.length === 1) return connection.runAll(statements)
  connection.exec('BEGIN')
  try {
    return connection.runAll(statements)
  } finally {
    rollBack(connection)
  }
}
