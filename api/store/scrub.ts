import { setTimeout as sleep } from 'node:timers/promises'
import { isBusy } from './errors'
import type { LongReads } from './long-reads'
import type { StoreObserver } from './observer'

const TRIES = 20
const PAUSE_MS = 100

/**
 * Writes the file anew and cuts the write-ahead log to nothing. `secure_delete` alone does not do: where a page is
 * split, SQLite leaves copies of the rows that moved in the unused middle of the page, and forgets about them
 * (`test/api/store/scrub.test.ts` finds some). It takes about ten seconds for each gigabyte, in which changes wait and
 * reads go on; that is the price of an erasure, and those that come together pay it once. A reader of another process
 * may hold on to the log, so this is tried again; whoever holds on for longer is told of in the log of errors.
 *
 * libSQL is built to keep what is temporary in memory, and a whole file is: an erasure on 456 MB took 530 MB of it, and
 * 57 MB with a temporary file, in the same time. It lies beside the database (`SQLITE_TMPDIR`) and is gone at the end.
 */
export async function writeAnew({ run }: LongReads, observer: StoreObserver): Promise<void> {
  await run('PRAGMA temp_store = FILE')
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      await run('VACUUM')
      const { rows } = await run('PRAGMA wal_checkpoint(TRUNCATE)')
      if (rows[0]?.busy === 0) return
    } catch (error) {
      if (!isBusy(error)) throw error
    }
    await sleep(PAUSE_MS)
  }
  observer.couldNotScrub()
}

/** Whoever asks while it runs waits for the next time, together with all others. */
export function together(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    next = undefined
    running = work().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}
