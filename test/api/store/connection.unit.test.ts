import Database from 'libsql'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Connection, openConnection } from '../../../api/store/connection'

const MOST_PREPARED = 600

const prepare = vi.spyOn(Database.prototype, 'prepare')
let connection: Connection
beforeEach(() => {
  connection = openConnection(':memory:', [])
  connection.run('CREATE TABLE words (id INTEGER PRIMARY KEY, body TEXT)')
  prepare.mockClear()
})
afterEach(() => connection.close())

it('prepares a text once, whatever its arguments and whoever asks', () => {
  for (let id = 1; id <= 20; id++) {
    connection.run({ sql: 'INSERT INTO words VALUES (?, ?)', args: [id, 'again'] })
    connection.runAll([{ sql: 'UPDATE words SET body = ? WHERE id = ?', args: [`word ${id}`, id] }])
    const [found] = connection.readAll([{ sql: 'SELECT body FROM words WHERE id = ?', args: [id] }])
    expect(found?.rows.map(row => ({ ...row }))).toEqual([{ body: `word ${id}` }])
  }
  expect(prepare).toHaveBeenCalledTimes(3)
})

it('forgets the texts that were not asked for since as many others as it keeps', () => {
  const select = (n: number) => connection.run(`SELECT ${n} AS n`)
  for (let n = 0; n <= MOST_PREPARED; n++) select(n)
  prepare.mockClear()
  select(MOST_PREPARED)
  expect(prepare).not.toHaveBeenCalled()
  select(0)
  expect(prepare).toHaveBeenCalledOnce()
})
