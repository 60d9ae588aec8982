import type { InStatement, ResultSet } from '@libsql/client/web'
import { type Connection, rollBack } from './connection'

/** What became of one change. */
export type Outcome = { results: ResultSet[] } | { error: unknown }

/**
 * Writes changes as one transaction, so that they wait for the disk once. One is refused where processes race for the
 * same rows, which is seldom, and a savepoint makes SQLite keep a copy of every page that two changes touch, so at first
 * there are none. Only where something fails is the group written again with a savepoint for each change, so that one
 * that is refused is taken back alone. What ends the whole transaction (the disk is full, say) is no change's fault, so
 * each is then written by itself, and fails or not by itself. When this returns, what has results is on the disk.
 *
 * Throws when the transaction cannot begin: another process holds the file, and nothing has happened.
 */
export function commitTogether(connection: Connection, changes: InStatement[][]): Outcome[] {
  const write = (each: (change: InStatement[]) => Outcome) => transaction(connection, () => changes.map(each))
  const all = write(change => ({ results: connection.runAll(change) }))
  if (!('error' in all)) return all.outcomes
  if (changes.length === 1) return [all]
  const apart = write(change => savepoint(connection, change))
  return 'error' in apart ? changes.map(change => alone(connection, change)) : apart.outcomes
}

function transaction(
  connection: Connection,
  work: () => Outcome[],
): { outcomes: Outcome[] } | { error: unknown } {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const outcomes = work()
    connection.exec('COMMIT')
    return { outcomes }
  } catch (error) {
    rollBack(connection)
    return { error }
  }
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
