import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEmbedded } from '../../api/store/embedded'
import type { Driver } from '../../api/store/store'

const folder = mkdtempSync(join(tmpdir(), 'laurel-scrub-'))
const path = join(folder, 'laurel.db')
let driver: Driver
beforeAll(async () => {
  driver = await openEmbedded(`file:${path}`)
})
afterAll(() => {
  driver.close()
  rmSync(folder, { recursive: true })
})

const OWNERS = 50

/** The same rows in every run (Numerical Recipes' generator). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Rows of all lengths come in no order, so pages are split over and over, and rows move from page to page. */
async function fill(): Promise<void> {
  const random = numbers(7)
  await driver
    .client()
    .batch(
      [
        'CREATE TABLE words (id TEXT PRIMARY KEY, owner INTEGER, body TEXT)',
        'CREATE INDEX words_body ON words (body)',
        'CREATE INDEX words_owner ON words (owner)',
      ],
      'write',
    )
  for (let round = 0; round < 40; round++) {
    const rows = Array.from({ length: 100 }, (_, i) => {
      const owner = Math.floor(random() * OWNERS)
      return [`${random()}-${round}-${i}`, owner, `${markOf(owner)}${'y'.repeat(random() * 900)}`]
    })
    await driver.client().batch(
      rows.map(args => ({ sql: 'INSERT INTO words VALUES (?, ?, ?)', args })),
      'write',
    )
  }
}

const markOf = (owner: number) => `mark${owner}x`

function lies(owner: number): boolean {
  const bytes = [path, `${path}-wal`].filter(existsSync).map(each => readFileSync(each))
  return bytes.some(each => each.includes(markOf(owner)))
}

it('leaves no copy of a row in any page or in the log, which deleting alone does', async () => {
  await fill()
  const forgotten = Array.from({ length: OWNERS / 2 }, (_, owner) => owner)
  for (const owner of forgotten)
    await driver
      .client()
      .batch([{ sql: "UPDATE words SET body = 'gone' WHERE owner = ?", args: [owner] }], 'write')
  const other = new Database(path)
  other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
  other.close()
  expect(forgotten.filter(lies).length).toBeGreaterThan(0)
  await Promise.all(Array.from({ length: 5 }, () => driver.scrub?.()))
  expect(forgotten.filter(lies)).toEqual([])
  expect(existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`).length : 0).toBe(0)
  expect(lies(OWNERS - 1)).toBe(true)
})

it('waits for the reader of another without keeping changes waiting', async () => {
  const change = (body: string, owner: number) =>
    driver
      .client()
      .batch([{ sql: 'UPDATE words SET body = ? WHERE owner = ?', args: [body, owner] }], 'write')
  const reader = new Database(path)
  reader.exec('BEGIN')
  expect(reader.prepare('SELECT count(*) AS words FROM words').all()).not.toEqual([])
  await change('gone', OWNERS - 1)
  let isDone = false
  const scrubbed = driver.scrub?.().then(() => {
    isDone = true
  })
  for (const body of ['other', 'words']) await change(body, OWNERS - 2)
  expect(isDone).toBe(false)
  expect(lies(OWNERS - 1)).toBe(true)
  reader.exec('COMMIT')
  reader.close()
  await scrubbed
  expect(lies(OWNERS - 1)).toBe(false)
})

/** Where a process puts what is temporary is settled once, so it takes one that has opened nothing before. */
it('takes a file beside the database for what is temporary, and no memory', () => {
  const program = `
    import { watch } from 'node:fs'
    import { openEmbedded } from './api/store/embedded.ts'
    const driver = await openEmbedded('file:${join(folder, 'alone', 'laurel.db')}')
    const rows = 'WITH RECURSIVE row (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM row WHERE n < 5000)'
    await driver.client().batch(['CREATE TABLE words AS ' + rows + ' SELECT randomblob(1000) FROM row'], 'write')
    const made = new Set()
    const watcher = watch('${join(folder, 'alone')}', (_, name) => made.add(name))
    await driver.scrub()
    await new Promise(resolve => setTimeout(resolve, 100))
    watcher.close()
    driver.close()
    console.log([...made].join())`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { encoding: 'utf8', env: { ...process.env, SQLITE_TMPDIR: undefined } },
  )
  expect(stdout, stderr).toMatch(/\betilqs_/)
})
