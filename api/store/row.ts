import type { Row, Value } from '@libsql/client/web'

export type MakeRow = (values: Value[]) => Row

/** Its own members are the columns by name. */
class ResultRow {
  readonly #values: Value[];
  [name: string]: unknown

  constructor(values: Value[], named: [name: string, position: number][]) {
    this.#values = values
    for (const [name, position] of named) this[name] = safe(values[position])
  }

  static valueAt(row: ResultRow, position: number): Value | undefined {
    return row.#values[position]
  }
}

/**
 * Rows of one statement in the shape of the stock client: by name (enumerable), by position and with a length (not
 * enumerable). Positions are read through a prototype of the statement's own, so that a row costs no definitions of
 * properties. Of two columns with one name the first has it, as there.
 */
export function rowMaker(columns: string[]): MakeRow {
  class RowOf extends ResultRow {}
  for (const position of columns.keys())
    Object.defineProperty(RowOf.prototype, position, {
      get(this: RowOf) {
        return ResultRow.valueAt(this, position)
      },
    })
  Object.defineProperty(RowOf.prototype, 'length', { value: columns.length })
  const named = columns
    .map((name, position): [string, number] => [name, position])
    .filter(([name, position]) => columns.indexOf(name) === position)
  return values => new RowOf(values, named) as unknown as Row
}

/** An integer that no number can hold is an error, not another integer. */
function safe(value: Value | undefined): Value | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError('an integer beyond 2^53 was read')
  return value
}
