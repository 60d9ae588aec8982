import type { InValue, ResultSet } from '@libsql/client/web'
import { Column, is, Param, Placeholder } from 'drizzle-orm'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'

/** A drizzle statement that has not run. */
export type Query<T = unknown> = RunnableQuery<T, 'sqlite'>

/** A statement as it is sent, and what is made of its result. */
export interface Ready {
  sql: string
  args: InValue[]
  resultOf(result: ResultSet): unknown
}

/** What drizzle's own `batch` uses of a statement. */
interface Built {
  getQuery(): { sql: string; params: unknown[] }
  mapResult(result: ResultSet, isFromBatch: true): unknown
  /** Of a select: what its columns become, in their order. */
  fields?: Field[]
}

export interface Field {
  path: string[]
  field: unknown
}

export const build = (query: Query): Built => (query as unknown as { _prepare(): Built })._prepare()

export function readyOf(query: Query): Ready {
  const built = build(query)
  const { sql, params } = built.getQuery()
  return { sql, args: params as InValue[], resultOf: result => built.mapResult(result, true) }
}

interface Encoding {
  encode?: (value: unknown) => unknown
}

/** A place in a statement that is built once: a value that is given at each run, or one that is always the same. */
export type Source = ({ name: string } & Encoding) | { constant: InValue }

export function sourceOf(param: unknown): Source {
  if (is(param, Placeholder)) return { name: param.name }
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder, value } = param
    if (encoder.mapToDriverValue === Column.prototype.mapToDriverValue) return { name: value.name }
    return { name: value.name, encode: given => encoder.mapToDriverValue(given) }
  }
  return { constant: param as InValue }
}

/** The arguments of one run. */
export function fill(sources: Source[], values: object): InValue[] {
  return sources.map(source => {
    if ('constant' in source) return source.constant
    const value = (values as Record<string, unknown>)[source.name]
    if (value === undefined) throw new Error(`no value was given for ${source.name}`)
    return bound(source, value)
  })
}

/** A value as its column has it in the database. */
export const bound = ({ encode }: Encoding, value: unknown): InValue =>
  (value === null || !encode ? value : encode(value)) as InValue
