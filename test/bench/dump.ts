import Database from 'libsql'
import type { Figure } from './contest'
import { timed } from './prepared'

export interface TableRows {
  table: string
  rows: unknown[][]
}

/** Every row of every table, but for what migrations keep for themselves. */
export function rowsOf(file: string): TableRows[] {
  const db = new Database(file)
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all() as { name: string }[]
  const dumped = tables
    .filter(({ name }) => !name.startsWith('_') && !name.startsWith('libsql_'))
    .map(({ name }) => ({
      table: name,
      rows: db.prepare(`SELECT * FROM ${name}`).raw().all() as unknown[][],
    }))
  db.close()
  return dumped.filter(({ rows }) => rows.length > 0)
}

/** Inserts them all in one transaction. References are looked at when it commits, so the order of tables is free. */
export function insertAll(db: Database.Database, tables: TableRows[], count: number): Figure {
  const inserts = tables.map(({ table, rows }) => ({
    rows,
    statement: db.prepare(`INSERT INTO ${table} VALUES (${rows[0]?.map(() => '?').join()})`),
  }))
  return timed(count, () => {
    db.exec('BEGIN IMMEDIATE')
    db.exec('PRAGMA defer_foreign_keys = ON')
    for (const { statement, rows } of inserts) for (const row of rows) statement.run(row)
    db.exec('COMMIT')
  })
}
