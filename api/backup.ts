import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createClient } from '@libsql/client/node'
import { parseEnv } from './env'
import { flush } from './flush'
import { pathOf } from './store/path'

const BUSY_TIMEOUT_MS = 5000
const ONLY_ITS_OWNER = 0o077

/**
 * Copies the database file of a server, which may be running: what was acknowledged before this began is in the copy.
 * Reading holds up no writer; only the write-ahead log grows until it is done. The copy has its name once it is
 * complete, checked and on the disk. To restore it, put it where the file was while no server runs.
 *
 * @param url of the file, such as `file:data/laurel.db`
 * @param target where nothing is yet
 * @throws Error where there is no such file, something at the target, or the copy is not sound
 */
async function backUp(url: string, target: string): Promise<{ bytes: number }> {
  if (!url.startsWith('file:')) throw new Error('DATABASE_URL is a server, which has backups of its own')
  if (!existsSync(pathOf(url))) throw new Error(`There is no ${pathOf(url)}`)
  if (existsSync(target)) throw new Error(`There is a ${target} already`)
  process.umask(ONLY_ITS_OWNER)
  mkdirSync(dirname(target), { recursive: true })
  const part = `${target}.part`
  rmSync(part, { force: true })
  try {
    await ask(url, { sql: 'VACUUM INTO ?', args: [part] })
    const [verdict] = await ask(`file:${part}`, { sql: 'PRAGMA integrity_check', args: [] })
    if (verdict?.integrity_check !== 'ok')
      throw new Error(`The copy is not sound: ${verdict?.integrity_check}`)
    // SQLite leaves it to the system when a copy is on the disk: https://www.sqlite.org/lang_vacuum.html
    flush(part)
    renameSync(part, target)
    flush(dirname(target))
  } finally {
    rmSync(part, { force: true })
  }
  return { bytes: statSync(target).size }
}

async function ask(url: string, statement: { sql: string; args: string[] }) {
  const client = createClient({ url, concurrency: 1, timeout: BUSY_TIMEOUT_MS })
  try {
    return (await client.execute(statement)).rows
  } finally {
    client.close()
  }
}

async function start([target]: string[]): Promise<void> {
  if (!target) throw new Error('Say where to: npm run backup -- backups/laurel.db')
  const { bytes } = await backUp(parseEnv(process.env).DATABASE_URL, resolve(target))
  console.log(`${target}: ${bytes} bytes`)
}

start(process.argv.slice(2)).catch(error => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
