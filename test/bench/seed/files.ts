import { closeSync, copyFileSync, createReadStream, fsyncSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import Database from 'libsql'
import { MIGRATIONS } from '../../../api/store/all-migrations'
import { openEmbedded } from '../../../api/store/embedded'
import { migrate } from '../../../api/store/migrate'
import { BENCH_FOLDER } from '../api'

/** The server may be writing at that moment. */
const PATIENCE_MS = 5000

export const fileNamed = (name: string): string => join(BENCH_FOLDER, `${name}.db`)

/** A file with the schema and nothing in it, which nobody has open: a driver may not let go of its file at once. */
export async function emptyFile(name: string): Promise<string> {
  const migrated = fileNamed('migrated')
  remove(migrated)
  const driver = await openEmbedded(`file:${migrated}`)
  await migrate(driver, MIGRATIONS, Date.now())
  driver.close()
  settle(migrated)
  return copyOf({ file: migrated }, name)
}

/** A copy to spoil. What it is made of is at rest, so the file alone is all of it. */
export function copyOf({ file }: { file: string }, name: string): string {
  const copy = fileNamed(name)
  remove(copy)
  copyFileSync(file, copy)
  flush(copy)
  return copy
}

/** The same of a file that a server has open: nobody writes while it is copied. */
export function copyOfOpen(file: string, name: string): string {
  const db = new Database(file, { timeout: PATIENCE_MS })
  db.exec('BEGIN IMMEDIATE')
  const copy = copyOf({ file }, name)
  copyFileSync(`${file}-wal`, `${copy}-wal`)
  db.exec('ROLLBACK')
  db.close()
  settle(copy)
  return copy
}

/** Or the first commit of whoever opens it would wait until all of it is on the disk. */
function flush(file: string): void {
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Read once, so that the system has it in memory as far as there is room, as that of a server which has been up. */
export const readThrough = (file: string): Promise<void> => finished(createReadStream(file).resume())

/** Everything is in the file itself afterwards. */
export function settle(file: string): void {
  const db = new Database(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

export function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

/** With its write-ahead log. */
export const bytesOf = (file: string): number =>
  ['', '-wal'].reduce(
    (sum, suffix) => sum + (statSync(`${file}${suffix}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
