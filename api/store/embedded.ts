import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, InStatement } from '@libsql/client/web'
import { openCheckpoints } from './checkpoints'
import type { Connection } from './connection'
import { openEpochs } from './epochs'
import { isBusy } from './errors'
import { commitTogether } from './group'
import { oneAfterAnother } from './in-order'
import { type Lasting, openLasting } from './lasting'
import { openLongReads } from './long-reads'
import { type StoreObserver, UNOBSERVED } from './observer'
import { pathOf } from './path'
import { openReader, type Reader } from './reader'
import { openScrubs } from './scrub'
import type { Driver } from './store'
import { openWriter, WRITER_LIMITS } from './writer'

/** `journal_mode` is kept in the file, the others are not. */
export const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  // What is deleted or replaced is overwritten with zeros: https://www.sqlite.org/pragma.html#pragma_secure_delete
  'secure_delete = ON',
  // 64 MiB of pages that were written are kept; others are read from the file where the system has it mapped, without a call.
  'cache_size = -65536',
  'mmap_size = 1073741824',
  // Pages (32 MB), where `Checkpoints` does not keep up.
  'wal_autocheckpoint = 8000',
]
const MIGRATION_PAUSE_MS = 20

/**
 * A driver of our own over the package that the stock client brings (`libsql`), in the client's shape, so drizzle takes
 * it unchanged. Each part is there for something that was measured (2 cores of an AMD EPYC, Node 20, libsql 0.5.29, a disk
 * that flushes in 0.1 ms; on one that takes longer, group commit gains more). A change is an insert and an update:
 *
 *                                     stock client          this
 *     changes one after the other     191 µs                147 µs
 *     8 at once                                             33 µs each
 *     64 at once                      185 µs each           17 µs each, 59,000 a second
 *     read of a row                   14 µs                 8 µs
 *
 * - **One writer, and groups** (writer.ts, group.ts). A commit under `synchronous = FULL` takes 122 µs, of which all but
 *   14 are the disk: under NORMAL it takes 14, and a power cut may undo what was acknowledged. So FULL, and changes that
 *   wait together are one commit. Where one of them is refused they are written again, each with a savepoint, and it
 *   fails alone.
 * - **A line with an end.** Beyond 1000 waiting changes one is refused (503 `busy`, with Retry-After): whoever waits
 *   longer has gone, and what is done for nobody keeps others waiting.
 * - **Reads between two groups** (reader.ts), on the same connection: a read neither waits for a group nor sees half of
 *   one, and finds what was just written in the cache. A connection beside it throws all of its cache away after each
 *   commit, with which 64 spins at once took 1.1 times as long.
 * - **Statements stay prepared** (connection.ts), with a bound: 3.9 µs a read instead of 6.9, and those of a verb take
 *   longer to prepare than this one.
 * - **BEGIN and COMMIT by exec**: 1.4 µs an empty transaction, 2.2 by prepared statements; and a prepared one that meets
 *   BUSY is left unfinished, after which its connection cannot end a transaction any more. That is what one BUSY does to the
 *   stock client: https://github.com/tursodatabase/libsql-client-ts/issues/352
 * - **Waiting for another process on a timer**, not in SQLite's busy handler, which would hold the event loop.
 * - **What takes long on another thread** (long-reads.ts): reports, audits, exports, the VACUUM of an erasure;
 *   and on one more, checkpoints (checkpoints.ts).
 */
export async function openEmbedded(url: string, observer: StoreObserver = UNOBSERVED): Promise<Driver> {
  const path = pathOf(url)
  mkdirSync(dirname(path), { recursive: true })
  // Asked for once, when the first file is opened. The folder has room for the file, which elsewhere may be in memory.
  process.env.SQLITE_TMPDIR ??= resolve(dirname(path))
  const hasLog = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  const connection = await patiently(() => openLasting(path, PRAGMAS))
  const writer = openWriter(connection, observer)
  const reader = openReader(path, connection)
  const longReads = openLongReads(path, observer)
  const checkpoints = openCheckpoints({ thread: openLongReads(path), observer, hasLog })
  const epochs = openEpochs(() => versionOfOthers(reader, connection))
  const write = async (statements: InStatement[]) => {
    const results = await writer.write(statements)
    checkpoints.wrote(statements.length)
    return results
  }
  const client: Pick<Client, 'batch' | 'execute' | 'migrate'> = {
    batch: (statements, mode) =>
      mode === 'write' ? write(statements as InStatement[]) : reader.read(statements as InStatement[]),
    async execute(statement: InStatement) {
      const [result] = await writer.write([statement]).finally(() => epochs.changed())
      if (!result) throw new Error('a statement has a result')
      return result
    },
    migrate: statements =>
      writer
        .pause(() => patiently(() => migrate(connection.current(), statements)))
        .finally(() => epochs.changed()),
  }
  return {
    client: () => client as Client,
    long: { batch: statements => longReads.read(statements as InStatement[]) },
    epochs,
    inOrder: oneAfterAnother(observer),
    queueDepth: writer.waiting,
    scrub: openScrubs({ longReads, pause: writer.pause, resting: checkpoints.resting, observer }),
    close() {
      writer.close()
      for (const each of [connection, longReads, checkpoints]) each.close()
    },
  }
}

/**
 * On the connection that writes: its own commits leave this number as it is, and another connection counts anew.
 * https://www.sqlite.org/pragma.html#pragma_data_version
 */
function versionOfOthers(reader: Reader, connection: Lasting): string {
  const [version] = reader.readNow(['PRAGMA data_version'])
  return `${connection.age()}.${version?.rows[0]?.[0]}`
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
