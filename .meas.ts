import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { createClient } from '@libsql/client'
import Database from 'libsql'
import { openEmbedded } from './api/store/embedded'

const folder = mkdtempSync(join(tmpdir(), 'meas-'))
const N = 3000
const schema = ['CREATE TABLE j (c INTEGER, seq INTEGER, points INTEGER, note TEXT, PRIMARY KEY (c, seq)) WITHOUT ROWID', 'CREATE TABLE b (c INTEGER PRIMARY KEY, points INTEGER NOT NULL CHECK (points >= 0))', 'INSERT INTO b SELECT value, 100 FROM generate_series(1, 64)']
let seq = 0
const change = (c: number) => [
  { sql: 'INSERT INTO j VALUES (?, ?, ?, ?)', args: [c, ++seq, 5, 'an order'] },
  { sql: 'UPDATE b SET points = points + 5 WHERE c = ?', args: [c] },
]
async function rate(name: string, together: number, one: (i: number) => Promise<unknown>, n = N) {
  for (let i = 0; i < 200; i++) await one(i)
  const begun = performance.now()
  let i = 0
  await Promise.all(Array.from({ length: together }, async () => { while (i < n) await one(i++) }))
  const s = (performance.now() - begun) / 1000
  console.log(`${name}, ${together} at once: ${Math.round(n / s)} a second, ${Math.round((s / n) * 1e6)} µs each`)
}
{
  const client = createClient({ url: `file:${join(folder, 'stock.db')}` })
  await client.executeMultiple('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;')
  for (const sql of schema.slice(0, 2)) await client.execute(sql)
  for (let c = 1; c <= 64; c++) await client.execute({ sql: 'INSERT INTO b VALUES (?, 100)', args: [c] })
  for (const t of [1, 64]) await rate('stock client, two statements', t, i => client.batch(change((i % 64) + 1), 'write'))
  await rate('stock client, read of a row', 1, i => client.execute({ sql: 'SELECT points FROM b WHERE c = ?', args: [(i % 64) + 1] }), 20000)
  client.close()
}
{
  const driver = await openEmbedded(`file:${join(folder, 'ours.db')}`)
  const client = driver.client()
  for (const sql of schema.slice(0, 2)) await client.execute(sql)
  for (let c = 1; c <= 64; c++) await client.execute({ sql: 'INSERT INTO b VALUES (?, 100)', args: [c] })
  for (const t of [1, 8, 64]) await rate('ours, two statements', t, i => client.batch(change((i % 64) + 1), 'write'))
  await rate('ours, read of a row', 1, i => client.batch([{ sql: 'SELECT points FROM b WHERE c = ?', args: [(i % 64) + 1] }], 'read'), 20000)
  driver.close()
}
{
  const db = new Database(join(folder, 'raw.db'))
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;')
  db.exec(schema[1] as string)
  for (let c = 1; c <= 64; c++) db.prepare('INSERT INTO b VALUES (?, 100)').run(c)
  const time = (name: string, n: number, work: () => void) => {
    for (let i = 0; i < 500; i++) work()
    const begun = performance.now()
    for (let i = 0; i < n; i++) work()
    console.log(`${name}: ${(((performance.now() - begun) / n) * 1000).toFixed(1)} µs`)
  }
  const select = db.prepare('SELECT points FROM b WHERE c = ?')
  time('read of a row, prepared once', 50000, () => select.get(7))
  time('read of a row, prepared each time', 20000, () => db.prepare('SELECT points FROM b WHERE c = ?').get(7))
  const [begin, commit] = [db.prepare('BEGIN'), db.prepare('COMMIT')]
  time('empty transaction by exec', 50000, () => { db.exec('BEGIN'); db.exec('COMMIT') })
  time('empty transaction by prepared run', 50000, () => { begin.run(); commit.run() })
  const update = db.prepare('UPDATE b SET points = points + 1 WHERE c = ?')
  time('a commit of one update, synchronous=FULL', 3000, () => { db.exec('BEGIN IMMEDIATE'); update.run(3); db.exec('COMMIT') })
  db.exec('PRAGMA synchronous=NORMAL')
  time('a commit of one update, synchronous=NORMAL', 3000, () => { db.exec('BEGIN IMMEDIATE'); update.run(3); db.exec('COMMIT') })
  db.close()
}
rmSync(folder, { recursive: true })
