import type { InStatement, ResultSet } from '@libsql/client/web'
import { type Connection, openConnection, partsOf, rollBack } from './connection'
import { isBusy } from './errors'
import type { Lasting } from './lasting'

/** Short reads. They happen at once; what would keep the event loop waiting belongs to `LongReads`. */
export interface Reader {
  /** All statements see one moment. */
  read(statements: InStatement[]): Promise<ResultSet[]>
  /** The same, for whoever cannot wait for a promise. */
  readNow(statements: InStatement[]): ResultSet[]
}

/**
 * On the connection that writes: a group is written within one turn of the event loop, so no read finds half of one, and
 * what was just written is still in its cache. A connection beside it throws its whole cache away after every commit.
 *
 * In a write-ahead log nobody waits for a writer, but another process that recovers or cuts the log may be in the way for
 * a moment. The connection is given up then, and whoever asked tries again.
 */
export function openReader(path: string, connection: Lasting): Reader {
  const readNow = (statements: InStatement[]) => {
    if (statements.some(isExplained)) return readApart(path, statements)
    try {
      return snapshot(connection.current(), statements)
    } catch (error) {
      if (isBusy(error)) connection.giveUp()
      throw error
    }
  }
  return { read: async statements => readNow(statements), readNow }
}

const isExplained = (statement: InStatement) => /^\s*EXPLAIN\b/i.test(partsOf(statement).sql)

/** An EXPLAIN that has come to its end still counts as running, and would keep its connection at the moment it began. */
function readApart(path: string, statements: InStatement[]): ResultSet[] {
  const connection = openConnection(path, ['query_only = ON'])
  try {
    return snapshot(connection, statements)
  } finally {
    connection.close()
  }
}

/** One statement by itself sees one moment anyway. */
function snapshot(connection: Connection, statements: InStatement[]): ResultSet[] {
  if (statements.length === 1) return connection.readAll(statements)
  connection.exec('BEGIN')
  try {
    return connection.readAll(statements)
  } finally {
    rollBack(connection)
  }
}
