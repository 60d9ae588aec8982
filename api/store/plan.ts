import type { InValue, ResultSet } from '@libsql/client/web'
import { Column, is } from 'drizzle-orm'
import { takenOut } from './once'
import { build, type Field, fill, type Query, type Ready, type Source, sourceOf } from './ready'
import { remember } from './remember'
import type { Sharing } from './shared'
import { slots } from './slots'
import type { Db, Reads, Selected } from './store'

/** The reads of one run: a single statement, and how its rows are told apart. */
export interface Planned<R extends Reads> extends Ready {
  /** Set where others may ask for the same rows, which are read once then for all of them. */
  sharing?: Sharing
  /**
   * All its rows, where somebody has just looked for them: a change is decided on them at first. What they say wrongly has
   * to be refused when it is written, as what has become wrong is; then they are read.
   */
  assumed?: Selected<R>
  resultOf(result: ResultSet): Selected<R>
}

/** Reads that are built once. */
export interface Plan<V extends object, R extends Reads> {
  (db: Db, values: V): Planned<R>
  /** What they find where there is nothing, as lists without a row. */
  nothing(db: Db): Selected<R>
}

interface Compiled {
  sql: string
  sources: Source[]
  names: string[]
  rowsOf: ((list: InValue[][]) => unknown[])[]
}

export interface PlanOptions {
  /** Names of reads whose documents seldom change: the same text is parsed once, and frozen. */
  remembered?: string[]
  /** Whether it finds the same for all shoppers of the `merchantId` among its values (shared.ts); its rows are frozen. */
  isShared?: boolean
}

let plans = 0

/**
 * Reads that are built once. drizzle takes about fifty microseconds to build a statement and to name its rows, SQLite
 * five to run it; a verb has up to forty. So `reading` runs once, on slots in the place of values, and what it gives
 * becomes one statement: each read is a common table expression, and all their rows come back as one JSON document. One
 * moment is read, in one call of the driver or one statement over HTTP, with each value bound once.
 *
 * `reading` must not look at its values, which are not there yet; the slots throw when they are looked at.
 *
 *     const ordersOf = plan((db, { customerId }: { customerId: string }) => ({
 *       orders: db.select().from(orders).where(eq(orders.customerId, customerId)),
 *     }))
 *     const { orders } = await store.read(ordersOf(store.db, { customerId: 'cus_1' }))
 */
export function plan<V extends object, R extends Reads>(
  reading: (db: Db, values: V) => R,
  { remembered = [], isShared = false }: PlanOptions = {},
): Plan<V, R> {
  const number = plans++
  let compiled: Compiled | undefined
  const compiledFor = (db: Db) => {
    compiled ??= compile(reading(db, slots<V>()), new Set(remembered))
    return compiled
  }
  const planned = (db: Db, values: V): Planned<R> => {
    const { sql, sources, names, rowsOf } = compiledFor(db)
    const args = fill(sources, values)
    return {
      sql,
      args,
      ...(isShared && { sharing: sharingOf(number, args, values) }),
      resultOf({ rows: [row] }) {
        const lists = JSON.parse(String(row?.[0])) as InValue[][][]
        const found: Record<string, unknown> = {}
        for (const [i, name] of names.entries()) found[name] = rowsOf[i]?.(lists[i] ?? [])
        return (isShared ? frozen(found) : found) as Selected<R>
      },
    }
  }
  const nothing = (db: Db) => Object.fromEntries(compiledFor(db).names.map(name => [name, []])) as Selected<R>
  return Object.assign(planned, { nothing })
}

function sharingOf(number: number, args: InValue[], values: { merchantId?: unknown }): Sharing {
  if (typeof values.merchantId !== 'string') throw new Error('what is shared is of a merchant')
  return { merchantId: values.merchantId, key: `${number} ${JSON.stringify(args)}` }
}

function compile(reads: Reads, remembered: Set<string>): Compiled {
  const { sources, seat } = seating()
  const selects = Object.entries(reads).map(([name, query]) => ({ name, ...selectOf(name, query, seat) }))
  const columns = selects.map(({ fields }) => fields.map((_, i) => `c${i}`).join(', '))
  const tables = selects.map(({ sql }, i) => `r${i}(${columns[i]}) AS (${sql})`)
  const arrays = columns.map((list, i) => `(SELECT json_group_array(json_array(${list})) FROM r${i})`)
  const common = takenOut(`${tables.join(', ')} SELECT '[' || ${arrays.join(` || ',' || `)} || ']'`)
  return {
    sql: `WITH ${[...common.tables, common.statement].join(', ')}`,
    sources,
    names: Object.keys(reads),
    rowsOf: selects.map(({ name, fields }) => reader(fields, remembered.has(name))),
  }
}

/** Numbers for parameters (`?1`), the same one wherever the same value goes. */
function seating(): { sources: Source[]; seat(param: unknown): number } {
  const sources: Source[] = []
  const byName = new Map<string, number>()
  const byValue = new Map<unknown, number>()
  return {
    sources,
    seat(param) {
      const source = sourceOf(param)
      const [seats, key] =
        'constant' in source
          ? [byValue, source.constant]
          : source.encode
            ? [byValue, param]
            : [byName, source.name]
      const known = (seats as Map<unknown, number>).get(key)
      if (known !== undefined) return known
      sources.push(source)
      ;(seats as Map<unknown, number>).set(key, sources.length)
      return sources.length
    },
  }
}

function selectOf(name: string, query: Query, seat: (param: unknown) => number) {
  const built = build(query)
  const { sql, params } = built.getQuery()
  if (!built.fields) throw new Error(`${name} does not say what its columns are`)
  const parts = sql.split('?')
  if (parts.length !== params.length + 1) throw new Error(`${name} has a question mark that is no value`)
  const numbered = parts.map((part, i) => (i < params.length ? `${part}?${seat(params[i])}` : part))
  return { sql: numbered.join(''), fields: built.fields }
}

/** Rows by name, as drizzle makes them. */
function reader(fields: Field[], isRemembered: boolean): (list: InValue[][]) => unknown[] {
  const columns = fields.map(({ path, field }) => {
    const [name, ...deeper] = path
    if (name === undefined || deeper.length > 0) throw new Error(`${path.join('.')} is not a plain column`)
    return { name, decode: decoderOf(field, isRemembered) }
  })
  const rowOf = (values: InValue[]) => {
    const row: Record<string, unknown> = {}
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as (typeof columns)[number]
      const value = values[i] ?? null
      row[column.name] = value === null || !column.decode ? value : column.decode(value)
    }
    return row
  }
  return list => list.map(rowOf)
}

type Decode = (value: unknown) => unknown

function decoderOf(field: unknown, isRemembered: boolean): Decode | undefined {
  if (!is(field, Column)) return undefined
  if (field.dataType === 'json' && isRemembered) return remembering(value => field.mapFromDriverValue(value))
  if (field.mapFromDriverValue === Column.prototype.mapFromDriverValue) return undefined
  return value => field.mapFromDriverValue(value)
}

const MOST_REMEMBERED = 1000

const remembering = (decode: Decode): Decode => remember(MOST_REMEMBERED, text => frozen(decode(text)))

/** Many have it then, and whoever would change it is told so. What is frozen already was frozen here. */
function frozen<T>(value: T): T {
  if (Object.isFrozen(value)) return value
  for (const each of Object.values(value as object)) frozen(each)
  return Object.freeze(value)
}
