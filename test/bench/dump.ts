import type Database from 'libsql'
import type { Figure } from './contest'
import { timed } from './prepared'
import { insertsFor, type TableRows } from './seed/tables'

/** Inserts them all in one transaction. References are looked at when it commits, so the order of tables is free. */
export function insertAll(db: Database.Database, tables: TableRows[], count: number): Figure {
  const inserts = insertsFor(db, tables)
  return timed(count, () => {
    db.exec('BEGIN IMMEDIATE')
    db.exec('PRAGMA defer_foreign_keys = ON')
    for (const { insert, rows } of inserts) for (const row of rows) insert.run(row)
    db.exec('COMMIT')
  })
}
