import type { Row, Value } from '@libsql/client/web'

export type MakeRow = (values: Value[]) => Row

const VALUES = Symbol('values')

/**
 * Rows of one statement in the shape of the stock client: by name (enumerable), by position and with a length (not
 * enumerable). Positions are read through a prototype of the statement's own, so that a row costs no definitions of
 * properties. Of two columns with one name the first has it, as there.
 */
export function rowMaker(columns: string[]): MakeRow {
  const prototype = Object.create(null)
  for (const i of columns.keys())
    Object.defineProperty(prototype, i, {
      get(this: { [VALUES]: Value[] }) {
        return this[VALUES][i]
      },
    })
  Object.defineProperty(prototype, 'length', { value: columns.length })
  const named = columns
    .map((name, i) => [name, i] as const)
    .filter(([name, i]) => columns.indexOf(name) === i)
  function ResultRow(this: Record<string | symbol, unknown>, values: Value[]) {
    this[VALUES] = values
    for (const [name, i] of named) this[name] = safe(values[i])
  }
  ResultRow.prototype = prototype
  return values => new (ResultRow as unknown as new (values: Value[]) => Row)(values)
}

/** An integer that no number can hold is an error, not another integer. */
function safe(value: Value | undefined): Value | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError('an integer beyond 2^53 was read')
  return value
}
