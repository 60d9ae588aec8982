import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, InStatement } from '@libsql/client/web'
import { type Connection, openConnection } from './connection'
import { isBusy } from './errors'
import { commitTogether } from './group'
import { oneAfterAnother } from './in-order'
import { openLongReads } from './long-reads'
import { type StoreObserver, UNOBSERVED } from './observer'
import { pathOf } from './path'
import { openReader } from './reader'
import { together, writeAnew } from './scrub'
import type { Driver } from './store'
import { openWriter, WRITER_LIMITS } from './writer'

/** Of every connection that writes; `journal_mode` is kept in the file, the others are not. */
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  // What is deleted or replaced is overwritten with zeros: https://www.sqlite.org/pragma.html#pragma_secure_delete
  'secure_delete = ON',
  'cache_size = -65536',
]
const MIGRATION_PAUSE_MS = 20

export async function openEmbedded(url: string, observer: StoreObserver = UNOBSERVED): Promise<Driver> {
  const path = pathOf(url)
  mkdirSync(dirname(path), { recursive: true })
  // Asked for once, when the first file is opened. The folder has room for the file, which elsewhere may be in memory.
  process.env.SQLITE_TMPDIR ??= resolve(dirname(path))
  const connection = await patiently(() => openConnection(path, PRAGMAS))
  const writer = openWriter(connection, observer)
  const reader = openReader(path)
  const longReads = openLongReads(path)
  const client: Pick<Client, 'batch' | 'execute' | 'migrate'> = {
    batch: (statements, mode) =>
      mode === 'write' ? writer.write(statements as InStatement[]) : reader.read(statements as InStatement[]),
    async execute(statement: InStatement) {
      const [result] = await writer.write([statement])
      if (!result) throw new Error('a statement has a result')
      return result
    },
    migrate: statements => writer.pause(() => patiently(() => migrate(connection, statements))),
  }
  return {
    client: () => client as Client,
    long: { batch: statements => longReads.read(statements as InStatement[]) },
    epoch: reader.epoch,
    inOrder: oneAfterAnother(),
    queueDepth: writer.waiting,
    scrub: together(() => writeAnew(longReads, writer.pause, observer)),
    close() {
      writer.close()
      for (const each of [connection, reader, longReads]) each.close()
    },
  }
}

/** Foreign keys are off meanwhile, so that a table can be built anew without taking the rows that point at it along. */
function migrate(connection: Connection, statements: InStatement[]) {
  connection.exec('PRAGMA foreign_keys = OFF')
  try {
    const [outcome] = commitTogether(connection, [statements])
    if (!outcome || 'error' in outcome) throw outcome?.error
    return outcome.results
  } finally {
    connection.exec('PRAGMA foreign_keys = ON')
  }
}

/** Tries again while another process holds the file, as it does when several start at once. */
async function patiently<T>(work: () => T): Promise<T> {
  const until = performance.now() + WRITER_LIMITS.patienceMs
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      await sleep(MIGRATION_PAUSE_MS)
    }
  }
}
