import { DrizzleQueryError } from 'drizzle-orm/errors'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../api/telemetry/failure'

const caught = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

const firstLines = (error: unknown) =>
  String(failureOf(error).stack)
    .split('\n')
    .filter(line => !line.startsWith('    at '))

describe('a failure', () => {
  it('has a name, a code and where it happened', () => {
    const { error, code, stack } = failureOf(Object.assign(new RangeError('too far'), { code: 'ERR_FAR' }))
    expect([error, code]).toEqual(['RangeError', 'ERR_FAR'])
    expect(stack).toMatch(/^RangeError: too far\n {4}at .+failure\.unit\.test\.ts:\d+:\d+/)
  })

  it('names what it was caused by, and is named after that', () => {
    const cause = Object.assign(new TypeError('no disk'), { code: 'SQLITE_IOERR' })
    const error = new Error('cannot write', { cause })
    expect(firstLines(error)).toEqual(['Error: cannot write', 'caused by TypeError: no disk'])
    expect(failureOf(error)).toMatchObject({ error: 'TypeError', code: 'SQLITE_IOERR' })
  })

  it('has none of the values that were bound to a query, nor its text', () => {
    const values = ['ada@example.com', 'Ada\n    at Lovelace']
    const error = new DrizzleQueryError('INSERT INTO customers VALUES (?, ?)', values, new Error('disk full'))
    expect(firstLines(error)).toEqual(['Error: a query failed', 'caused by Error: disk full'])
    expect(JSON.stringify(failureOf(error))).not.toMatch(/ada@|Lovelace|INSERT/)
  })

  it('quotes nothing of a document that cannot be parsed', () => {
    const error = caught(() => JSON.parse('Ada Lovelace'))
    expect(String(error)).toContain('Ada')
    expect(JSON.stringify(failureOf(error))).not.toContain('Ada')
  })

  it('has no frames where they cannot be told from the message', () => {
    const error = new Error('Ada\n    at Lovelace')
    expect(error.stack).toContain('Lovelace')
    error.message = 'somebody cannot be stored'
    expect(failureOf(error).stack).toBe('Error: somebody cannot be stored')
  })

  it('may be anything that was thrown', () => {
    expect(failureOf('a word')).toEqual({ error: 'string', code: undefined, stack: undefined })
    expect(failureOf(undefined)).toEqual({ error: 'undefined', code: undefined, stack: undefined })
  })

  it('ends where causes go in a circle', () => {
    const error = new Error('first')
    error.cause = new Error('second', { cause: error })
    expect(firstLines(error)).toEqual(['Error: first', 'caused by Error: second'])
  })
})
