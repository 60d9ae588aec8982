import type Database from 'libsql'

export interface TableRows {
  table: string
  columns: string[]
  rows: unknown[][]
}

/**
 * Every row of every table, but for what migrations and SQLite keep for themselves.
 *
 * @param before an earlier copy of the file, whose rows are left out; none of its last ones may be gone since
 */
export function tablesOf(db: Database.Database, before?: string): TableRows[] {
  if (before) db.prepare('ATTACH ? AS before').run(before)
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite*'")
    .all() as { name: string }[]
  const tables = names
    .filter(({ name }) => !name.startsWith('_') && !name.startsWith('libsql_'))
    .map(({ name: table }) => {
      const since = before ? `WHERE rowid > (SELECT coalesce(max(rowid), 0) FROM before.${table})` : ''
      const select = db.prepare(`SELECT * FROM main.${table} ${since} ORDER BY rowid`).raw()
      return { table, columns: select.columns().map(({ name }) => name), rows: select.all() as unknown[][] }
    })
    .filter(({ rows }) => rows.length > 0)
  if (before) db.exec('DETACH before')
  return tables
}

/** For each table with rows, what inserts one of them. */
export function insertsFor(db: Database.Database, tables: TableRows[]) {
  return tables.map(({ table, columns, rows }) => ({
    rows,
    insert: db.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join()})`),
  }))
}
