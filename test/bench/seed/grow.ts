import { renameSync } from 'node:fs'
import Database from 'libsql'
import { emptyFile, remove, settle } from './files'
import { insertsFor, type TableRows, tablesOf } from './tables'
import { COPY_MARK, TEMPLATE_CUSTOMERS } from './template'

/** Four characters that no text of the template has; each copy has its number there. */
const PLACE = '~~~~'
const CACHE_KIB = 2_000_000
/** What is forgotten after some days. */
const PASSING = ['idempotency', 'messages']

/**
 * Copies the books of the template's customers until there are so many, each with ids of its own, so that every copy
 * is as right as the template, and the distribution is the same at every size. One INSERT … SELECT a table: copies
 * of a row lie side by side, and the rows of one customer lie apart, as they do where customers come again over months.
 */
export async function grow(template: string, customers: number, file: string): Promise<void> {
  const copies = Math.ceil(customers / TEMPLATE_CUSTOMERS)
  const marked = await markedCopy(template)
  const unfinished = await emptyFile('growing')
  const db = new Database(unfinished)
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', `cache_size = -${CACHE_KIB}`])
    db.pragma(setting)
  db.pragma('foreign_keys = OFF')
  db.exec(`ATTACH '${marked}' AS template`)
  db.exec('CREATE TEMP TABLE copies (id INTEGER PRIMARY KEY, name TEXT)')
  const insert = db.prepare('INSERT INTO temp.copies VALUES (?, ?)')
  for (let copy = 1; copy <= copies; copy++) insert.run([copy, String(copy).padStart(PLACE.length, '0')])
  for (const { table, columns, rows } of tablesOf(new Database(marked))) {
    const differs = rows.some(row => row.some(hasPlace))
    const each = columns.map((column, at) =>
      rows.some(row => hasPlace(row[at])) ? `replace(t.${column}, '${PLACE}', c.name)` : `t.${column}`,
    )
    const from = differs ? 'CROSS JOIN temp.copies c' : ''
    const begun = performance.now()
    db.exec(`INSERT INTO main.${table} SELECT ${each.join()} FROM template.${table} t ${from}`)
    const count = rows.length * (differs ? copies : 1)
    if (count > 1e6) console.log(`  ${count} ${table} in ${Math.round((performance.now() - begun) / 1000)} s`)
  }
  db.close()
  remove(marked)
  remove(file)
  settle(unfinished)
  renameSync(unfinished, file)
}

const hasPlace = (value: unknown): boolean => typeof value === 'string' && value.includes(PLACE)

/** The template with a place for the number of the copy in every id that has to differ. */
async function markedCopy(template: string): Promise<string> {
  const source = new Database(template)
  const tables = tablesOf(source).filter(({ table }) => !PASSING.includes(table))
  source.close()
  const file = await emptyFile('marked')
  const db = new Database(file)
  db.pragma('foreign_keys = OFF')
  db.exec('BEGIN')
  for (const { rows, insert } of insertsFor(db, tables.map(mark))) for (const row of rows) insert.run(row)
  db.exec('COMMIT')
  db.close()
  settle(file)
  return file
}

function mark({ table, columns, rows }: TableRows): TableRows {
  const markCell = (value: unknown, at: number) => {
    if (typeof value !== 'string') return value
    if (value.includes(PLACE)) throw new Error(`${table}.${columns[at]} has ${PLACE} in it: ${value}`)
    return columns[at] === 'slug' ? PLACE + value.slice(PLACE.length) : markIds(value)
  }
  return { table, columns, rows: rows.map(row => row.map(markCell)) }
}

/** A slug is the end of its owner's id, so the place is where the slug begins. */
const markIds = (text: string): string =>
  text
    .replace(/\b(cus|ord)_([0-9a-z]{16})[0-9a-z]{4}([0-9a-z]{6})\b/g, `$1_$2${PLACE}$3`)
    .replaceAll(COPY_MARK, `-${PLACE}`)
