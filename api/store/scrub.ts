import { setTimeout as sleep } from 'node:timers/promises'
import { isBusy } from './errors'
import { BUSY_TIMEOUT_MS, type LongReads, type Run } from './long-reads'
import type { StoreObserver } from './observer'

const TRIES = 50
/** Each waits five seconds for whoever reads. */
const CUT_TRIES = 4
/** How long SQLite waits for others while changes wait here. */
const SHORT_MS = 100
const PAUSE_MS = 100

/** Keeps changes waiting while it works. */
type Pause = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Writes the file anew and cuts the write-ahead log to nothing. `secure_delete` alone does not do: where a page is
 * split, SQLite leaves copies of the rows that moved in the unused middle of the page, and forgets about them
 * (`test/file/scrub.test.ts` finds some). It takes about ten seconds for each gigabyte, in which changes wait and
 * reads go on; that is the price of an erasure, and those that come together pay it once. A reader of another process
 * may hold on to the log, so cutting it is tried again while changes go on; whoever holds on for longer is told of in
 * the log of errors.
 *
 * libSQL is built to keep what is temporary in memory, and a whole file is: an erasure on 456 MB took 530 MB of it, and
 * 57 MB with a temporary file, in the same time. It lies beside the database (`SQLITE_TMPDIR`) and is gone at the end.
 */
export const writeAnew = ({ inTurn }: LongReads, pause: Pause, observer: StoreObserver): Promise<void> =>
  inTurn(async run => {
    await run('PRAGMA temp_store = FILE')
    await run(`PRAGMA busy_timeout = ${SHORT_MS}`)
    const written = await pause(
      async () => (await isWritten(run)) && ((await isCut(run)) ? 'and cut' : 'only'),
    )
    await run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
    for (let tries = 1; written === 'only' && tries <= CUT_TRIES; tries++) {
      await sleep(PAUSE_MS)
      if (await isCut(run)) return
    }
    if (written !== 'and cut') observer.couldNotScrub()
  })

async function isWritten(run: Run): Promise<boolean> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      await run('VACUUM')
      return true
    } catch (error) {
      if (!isBusy(error)) throw error
    }
    await sleep(PAUSE_MS)
  }
  return false
}

async function isCut(run: Run): Promise<boolean> {
  try {
    const { rows } = await run('PRAGMA wal_checkpoint(TRUNCATE)')
    return rows[0]?.busy === 0
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
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
