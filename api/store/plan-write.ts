import type { InValue } from '@libsql/client/web'
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { bound, build, fill, type Query, type Ready, type Source, sourceOf } from './ready'
import { Slot, slots } from './slots'
import type { Db } from './store'

/**
 * A write that is built once, as the reads of a `plan` are: drizzle takes longer to build a statement than SQLite to
 * do it.
 *
 *     const keepRemaining = planWrite((db, { id, remaining }: { id: string; remaining: number }) =>
 *       db.update(lots).set({ remaining }).where(eq(lots.id, id)),
 *     )
 */
export function planWrite<V extends object>(
  writing: (db: Db, values: V) => Query,
): (db: Db, values: V) => Ready {
  let compiled: Compiled | undefined
  return (db, values) => {
    compiled ??= compile(writing(db, slots<V>()))
    return ready(compiled.sql, fill(compiled.sources, values))
  }
}

/** What becomes of a row that is there already: some columns take their new values. */
export interface Replacing<T extends SQLiteTable> {
  target: SQLiteColumn[]
  set: (keyof T['$inferInsert'] & string)[]
}

const ROWS_AT_ONCE = 50

/** Inserts of whole rows, built once for each number of them. What a row leaves out is NULL; where the table wants more, it throws. */
export function planInsert<T extends SQLiteTable>(
  table: T,
  replacing?: Replacing<T>,
): (db: Db, ...rows: T['$inferInsert'][]) => Ready[] {
  const columns = Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>)
  const needed = columns.filter(([, { notNull, primary }]) => notNull && !primary).map(([name]) => name)
  const slotted = Object.fromEntries(columns.map(([name]) => [name, new Slot(name)]))
  const compileFor = (db: Db, count: number) => {
    const insert = db.insert(table).values(Array<never>(count).fill(slotted as never))
    if (!replacing) return compile(insert)
    const replaced = columns.filter(([name]) => replacing.set.includes(name as never))
    const set = Object.fromEntries(replaced.map(([name, column]) => [name, excluded(column)]))
    return compile(insert.onConflictDoUpdate({ target: replacing.target, set: set as never }))
  }
  const compiled = new Map<number, Compiled>()
  const compiledFor = (db: Db, count: number) => {
    const known = compiled.get(count)
    if (known) return known
    const made = compileFor(db, count)
    compiled.set(count, made)
    return made
  }
  return (db, ...rows) =>
    chunks(rows).map(chunk => {
      const { sql, sources } = compiledFor(db, chunk.length)
      const args: InValue[] = []
      for (const row of chunk) {
        for (const name of needed)
          if ((row as Record<string, unknown>)[name] === undefined) throw new Error(`a row has no ${name}`)
        for (let i = 0; i < columns.length; i++) args.push(valueIn(sources[i] as Source, row))
      }
      return ready(sql, args)
    })
}

interface Compiled {
  sql: string
  sources: Source[]
}

function compile(query: Query): Compiled {
  const { sql, params } = build(query).getQuery()
  return { sql, sources: params.map(sourceOf) }
}

const ready = (sql: string, args: InValue[]): Ready => ({ sql, args, resultOf: result => result })

function valueIn(source: Source, row: object): InValue {
  if ('constant' in source) return source.constant
  return bound(source, (row as Record<string, unknown>)[source.name] ?? null)
}

/** The value that could not be inserted: https://www.sqlite.org/lang_upsert.html */
const excluded = ({ keyAsName, name }: SQLiteColumn): SQL =>
  sql.raw(`excluded."${keyAsName ? toSnakeCase(name) : name}"`)

function chunks<T>(rows: T[]): T[][] {
  const out: T[][] = []
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) out.push(rows.slice(i, i + ROWS_AT_ONCE))
  return out
}
