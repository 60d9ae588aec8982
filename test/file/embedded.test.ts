import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LibsqlError } from '@libsql/client/web'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openEmbedded } from '../../api/store/embedded'
import { ASK_EVERY_MS } from '../../api/store/epochs'
import { isBusy, isConstraint, Overloaded } from '../../api/store/errors'
import { openLasting } from '../../api/store/lasting'
import { UNOBSERVED } from '../../api/store/observer'
import { openReader } from '../../api/store/reader'
import type { Driver } from '../../api/store/store'
import { WRITER_LIMITS } from '../../api/store/writer'

let folder: string
let path: string
let driver: Driver
let groups: number[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-embedded-'))
  path = join(folder, 'laurel.db')
  groups = []
  driver = await openEmbedded(`file:${path}`, { ...UNOBSERVED, committed: n => void groups.push(n) })
  await write(
    'CREATE TABLE stock (id INTEGER PRIMARY KEY, remaining INTEGER NOT NULL CHECK (remaining >= 0))',
  )
  await write('INSERT INTO stock VALUES (1, 5)')
  groups = []
})
afterEach(() => {
  driver.close()
  rmSync(folder, { recursive: true })
})

const write = (...statements: string[]) => driver.client().batch(statements, 'write')
const read = async (sql: string) => (await driver.client().batch([sql], 'read'))[0]?.rows[0]?.[0]

/** Another process that holds the file for so long, and says when it does. */
async function heldByAnother(heldMs: number): Promise<{ gone: Promise<unknown> }> {
  const script = `
    const db = new (require('libsql'))(${JSON.stringify(path)})
    db.exec('BEGIN IMMEDIATE')
    process.stdout.write('held')
    setTimeout(() => { db.exec('COMMIT'); process.exit() }, ${heldMs})`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return { gone: once(child, 'exit') }
}

describe('the connection that writes', () => {
  const setTo = async (name: string) => (await driver.client().execute(`PRAGMA ${name}`)).rows[0]?.[0]

  /** https://www.sqlite.org/pragma.html#pragma_synchronous: 2 is FULL. */
  const expectSafe = async () => {
    expect(await setTo('journal_mode')).toBe('wal')
    expect(await setTo('synchronous')).toBe(2)
    expect(await setTo('foreign_keys')).toBe(1)
  }

  it('waits for the disk, and minds foreign keys', () => expectSafe())

  it('does so after a migration, too, and after one that has failed', async () => {
    await driver.client().migrate(['CREATE TABLE words (body TEXT)'])
    await expectSafe()
    await expect(driver.client().migrate(['CREATE TABLE words (body TEXT)'])).rejects.toThrow('already')
    await expectSafe()
  })
})

describe('changes that come together', () => {
  it('reach the disk together, and one that is refused fails alone', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, (_, i) =>
        i === 7
          ? write('INSERT INTO stock VALUES (100, 1)', 'UPDATE stock SET remaining = -1')
          : write(`INSERT INTO stock VALUES (${i + 2}, 1)`),
      ),
    )
    expect(groups).toEqual([16])
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(outcomes.map((_, i) => i !== 7))
    const refused = outcomes[7] as PromiseRejectedResult
    expect(isConstraint(refused.reason)).toBe(true)
    expect(refused.reason).toMatchObject({ statementIndex: 1 })
    expect(await read('SELECT count(*) FROM stock')).toBe(16)
  })

  it('leave the last piece to as many as there are pieces', async () => {
    const take = () => write('UPDATE stock SET remaining = remaining - 1 WHERE id = 1')
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, take))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await read('SELECT remaining FROM stock')).toBe(0)
  })

  it('are seen by a read as soon as they are acknowledged', async () => {
    for (let i = 2; i < 20; i++) {
      await write(`INSERT INTO stock VALUES (${i}, 1)`)
      expect(await read('SELECT count(*) FROM stock')).toBe(i)
    }
  })

  it('are refused past a bound, without harm to those that wait', async () => {
    const { mostWaiting } = WRITER_LIMITS
    const outcomes = await Promise.allSettled(
      Array.from({ length: mostWaiting + 10 }, (_, i) => write(`INSERT INTO stock VALUES (${i + 2}, 1)`)),
    )
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(refused).toHaveLength(10)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(Overloaded)
    expect(await read('SELECT count(*) FROM stock')).toBe(mostWaiting + 1)
  })
})

describe('a read', () => {
  it('of what writes is refused and changes nothing', async () => {
    const writing = 'UPDATE stock SET remaining = 4'
    for (const sql of [writing, `${writing} RETURNING id`])
      await expect(read(sql)).rejects.toThrow('a read changes nothing')
    expect(await read('SELECT remaining FROM stock')).toBe(5)
  })

  it('that was refused while somebody else was in the way is the last on its connection', async () => {
    const path = join(folder, 'spoilt.db')
    const lasting = openLasting(path, ['journal_mode = WAL'])
    lasting.current().run('CREATE TABLE words (body TEXT)')
    const spoilt = lasting.current()
    const busy = () => {
      throw new LibsqlError('locked', 'SQLITE_BUSY', 'SQLITE_BUSY_RECOVERY')
    }
    let isInTheWay = true
    const current = () => (isInTheWay ? { ...lasting.current(), readAll: busy } : lasting.current())
    const reader = openReader(path, { ...lasting, current })
    const count = async () => (await reader.read(['SELECT count(*) FROM words']))[0]?.rows[0]?.[0]
    await expect(count()).rejects.toThrow('locked')
    expect(lasting.age()).toBe(1)
    isInTheWay = false
    expect(await count()).toBe(0)
    expect(lasting.current()).not.toBe(spoilt)
    lasting.current().run("INSERT INTO words VALUES ('again')")
    expect(await count()).toBe(1)
    lasting.close()
  })
})

describe('the write-ahead log', () => {
  it('is copied into the file beside the writer, which is no news to anybody', async () => {
    const size = () => statSync(path).size
    const epoch = driver.epochs?.of('mer_1')
    const before = size()
    const rows = (from: number) =>
      Array.from({ length: 100 }, (_, i) => `INSERT INTO stock VALUES (${from + i}, 1)`)
    await write('CREATE TABLE words (body TEXT)', 'INSERT INTO words VALUES (hex(zeroblob(100000)))')
    await Promise.all(Array.from({ length: 30 }, (_, at) => write(...rows(2 + 100 * at))))
    await vi.waitFor(() => expect(size()).toBeGreaterThan(before + 200_000))
    await new Promise(resolve => setTimeout(resolve, 2 * ASK_EVERY_MS))
    expect(driver.epochs?.of('mer_1')).toBe(epoch)
    expect(await read('SELECT count(*) FROM stock')).toBe(3001)
  })
})

describe('another process that holds the file', () => {
  it('is waited for, while reads and everything else go on', async () => {
    const { gone } = await heldByAnother(400)
    let turns = 0
    const counting = setInterval(() => turns++, 10)
    const writing = write('INSERT INTO stock VALUES (2, 1)')
    expect(await read('SELECT count(*) FROM stock')).toBe(1)
    await writing
    clearInterval(counting)
    expect(turns).toBeGreaterThan(5)
    expect(await read('SELECT count(*) FROM stock')).toBe(2)
    await gone
  })

  it('leaves no connection that cannot write any more', async () => {
    const { gone } = await heldByAnother(WRITER_LIMITS.patienceMs + 1500)
    const refused = await write('INSERT INTO stock VALUES (2, 1)').catch(error => error)
    expect(isBusy(refused)).toBe(true)
    await gone
    await Promise.all([write('INSERT INTO stock VALUES (3, 1)'), write('INSERT INTO stock VALUES (4, 1)')])
    expect(await read('SELECT count(*) FROM stock')).toBe(3)
  })
})

describe('a full disk', () => {
  it('fails the changes it has no room for, and none after it has room again', async () => {
    const pages = Number(await read('PRAGMA page_count'))
    await driver.client().execute(`PRAGMA max_page_count = ${pages + 2}`)
    await write('CREATE TABLE words (body TEXT)')
    const large = () => write(`INSERT INTO words VALUES ('${'x'.repeat(20_000)}')`)
    const outcomes = await Promise.allSettled([large(), write('INSERT INTO stock VALUES (2, 1)'), large()])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    await driver.client().execute('PRAGMA max_page_count = 100000')
    await large()
    expect(await read('SELECT count(*) FROM words')).toBe(1)
    expect(await read('SELECT count(*) FROM stock')).toBe(2)
  })
})

describe('closing', () => {
  it('writes what waits, and takes nothing more', async () => {
    const waiting = [write('INSERT INTO stock VALUES (2, 1)'), write('INSERT INTO stock VALUES (3, 1)')]
    driver.close()
    await Promise.all(waiting)
    await expect(write('INSERT INTO stock VALUES (4, 1)')).rejects.toThrow('closed')
    driver = await openEmbedded(`file:${path}`)
    expect(await read('SELECT count(*) FROM stock')).toBe(3)
  })
})

describe('a log that a killed process has left', () => {
  it('is copied into the file with the first change', async () => {
    const left = join(folder, 'left.db')
    for (const suffix of ['', '-wal']) copyFileSync(`${path}${suffix}`, `${left}${suffix}`)
    const before = statSync(left).size
    const next = await openEmbedded(`file:${left}`)
    await next.client().batch(['INSERT INTO stock VALUES (2, 1)'], 'write')
    await vi.waitFor(() => expect(statSync(left).size).toBeGreaterThan(before), { timeout: 5000 })
    next.close()
  })
})

describe('long reads', () => {
  it('let the event loop turn, and see one moment', async () => {
    const long = driver.long
    if (!long) throw new Error('the embedded driver has long reads')
    let turns = 0
    const counting = setInterval(() => turns++, 5)
    const counted = long.batch([
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) FROM n',
      'SELECT count(*) FROM stock',
    ])
    await write('INSERT INTO stock VALUES (2, 1)')
    const [numbers] = await counted
    clearInterval(counting)
    expect(numbers?.rows[0]?.[0]).toBe(2_000_000)
    expect(turns).toBeGreaterThan(5)
  })

  it('go on while the file is written anew', async () => {
    const scrubbed = driver.scrub?.()
    const writing = write('INSERT INTO stock VALUES (2, 1)')
    expect(await read('SELECT count(*) FROM stock')).toBe(1)
    await scrubbed
    await writing
    expect(await read('SELECT count(*) FROM stock')).toBe(2)
  })
})
