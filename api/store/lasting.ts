import { type Connection, openConnection } from './connection'

/** A connection that can be replaced. */
export interface Lasting {
  /** Opened anew, where it was given up. Throws where another process is in the way. */
  current(): Connection
  giveUp(): void
  /** How often it was given up. */
  age(): number
  close(): void
}

/**
 * A prepared statement that meets BUSY is left unfinished, and keeps its connection from ever ending a transaction
 * (https://github.com/tursodatabase/libsql-client-ts/issues/352). Whoever sees that gives the connection up;
 * what its statements hold is free when they are collected.
 */
export function openLasting(path: string, pragmas: string[]): Lasting {
  let connection: Connection | undefined = openConnection(path, pragmas)
  let age = 0
  return {
    current() {
      connection ??= openConnection(path, pragmas)
      return connection
    },
    giveUp() {
      if (!connection) return
      connection.close()
      connection = undefined
      age += 1
    },
    age: () => age,
    close: () => connection?.close(),
  }
}
