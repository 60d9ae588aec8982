import type { InStatement, ResultSet } from '@libsql/client/web'
import type { Connection } from './connection'

/** What became of one change. */
export type Outcome = { results: ResultSet[] } | { error: unknown }

/**
 * Writes changes as one transaction, so that they wait for the disk once. Each has a savepoint: one that is refused is
 * taken back alone. What ends the whole transaction (the disk is full, say) is no change's fault, so each is then
 * written by itself, and fails or not by itself. When this returns, what has results is on the disk.
 *
 * Throws when the transaction cannot begin: another process holds the file, and nothing has happened.
 */
export function commitTogether(connection: Connection, changes: InStatement[][]): Outcome[] {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const one = changes.length === 1
    const outcomes = changes.map(change => (one ? whole(connection, change) : savepoint(connection, change)))
    connection.exec('COMMIT')
    return outcomes
  } catch (error) {
    rollback(connection)
    return changes.length === 1 ? [{ error }] : changes.map(change => alone(connection, change))
  }
}

function whole(connection: Connection, change: InStatement[]): Outcome {
  return { results: connection.runAll(change) }
}

function savepoint(connection: Connection, change: InStatement[]): Outcome {
  connection.run('SAVEPOINT change')
  try {
    const results = connection.runAll(change)
    connection.run('RELEASE change')
    return { results }
  } catch (error) {
    if (!connection.isInTransaction()) throw error
    connection.run('ROLLBACK TO change')
    connection.run('RELEASE change')
    return { error }
  }
}

function alone(connection: Connection, change: InStatement[]): Outcome {
  try {
    return commitTogether(connection, [change])[0] ?? { error: new Error('no outcome') }
  } catch (error) {
    return { error }
  }
}

function rollback(connection: Connection): void {
  if (connection.isInTransaction()) connection.exec('ROLLBACK')
}
