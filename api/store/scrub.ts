import { setTimeout as sleep } from 'node:timers/promises'
import { isBusy, isUnavailable } from './errors'
import { BUSY_TIMEOUT_MS, type LongReads, type Run } from './long-reads'
import type { StoreObserver } from './observer'

/** Keeps changes waiting while it works. */
type Pause = <T>(work: () => Promise<T>) => Promise<T>

const TRIES = 25
/** How long SQLite waits for others while changes wait here. */
const SHORT_MS = 100
const PAUSE_MS = 100
/** How much longer changes go on than they were kept waiting before. */
const REST_SHARE = 9

export interface ScrubTerms {
  longReads: LongReads
  pause: Pause
  /** Runs it while no checkpoint does. */
  resting<T>(work: () => Promise<T>): Promise<T>
  observer: StoreObserver
}

/**
 * Whoever asks while it runs or rests waits for the next time, together with all others: however often somebody asks,
 * changes are kept waiting for a tenth of the time at most.
 */
export function openScrubs({ longReads, pause, resting, observer }: ScrubTerms): () => Promise<boolean> {
  let rested: Promise<unknown> = Promise.resolve()
  let next: Promise<boolean> | undefined
  const begin = () => {
    next = undefined
    const timed = timing(pause)
    const done = resting(() => writeAnew(longReads, timed.pause, observer))
    const rest = () => sleep(timed.ms() * REST_SHARE, undefined, { ref: false })
    rested = done.then(rest, rest)
    return done
  }
  return () => {
    next ??= rested.then(begin)
    return next
  }
}

function timing(pause: Pause): { pause: Pause; ms(): number } {
  let ms = 0
  return {
    async pause(work) {
      const begun = performance.now()
      try {
        return await pause(work)
      } finally {
        ms += performance.now() - begun
      }
    },
    ms: () => ms,
  }
}

/**
 * Writes the file anew and cuts the write-ahead log to nothing. `secure_delete` alone does not do: where a page is
 * split, SQLite leaves copies of the rows that moved in the unused middle of the page, and forgets about them
 * (`test/file/scrub.test.ts` finds some). It takes about ten seconds for each gigabyte, in which changes wait and
 * reads go on; that is the price of an erasure, and those that come together pay it once.
 *
 * libSQL is built to keep what is temporary in memory, and a whole file is: an erasure on 456 MB took 530 MB of it, and
 * 57 MB with a temporary file, in the same time. It lies beside the database (`SQLITE_TMPDIR`) and is gone at the end.
 *
 * @returns false where somebody else holds on to the file or its log for longer than five seconds, or the disk has no
 *   room: then some of what was erased is there still, and it is worth another try
 */
async function writeAnew({ inTurn }: LongReads, pause: Pause, observer: StoreObserver): Promise<boolean> {
  const isDone = await inTurn(run => scrub(run, pause)).catch(error => {
    if (isUnavailable(error)) return false
    throw error
  })
  if (!isDone) observer.couldNotScrub()
  return isDone
}

async function scrub(run: Run, pause: Pause): Promise<boolean> {
  await run('PRAGMA temp_store = FILE')
  await run(`PRAGMA busy_timeout = ${SHORT_MS}`)
  const cut = () => isCut(run)
  // Whoever reads for long now would hold on to the log afterwards, too, and the file would have been written in vain.
  const isFree = await often(cut)
  const written =
    isFree && (await pause(async () => (await often(() => isWritten(run))) && ((await cut()) || 'only')))
  const isDone = written === 'only' ? await often(cut) : written
  await run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return isDone
}

/** Tries again while others hold the file. Returns whether it was done. */
async function often(work: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 1; tries <= TRIES; tries++) {
    if (await work()) return true
    await sleep(PAUSE_MS)
  }
  return false
}

const isWritten = (run: Run) => unlessBusy(async () => Boolean(await run('VACUUM')))

const isCut = (run: Run) =>
  unlessBusy(async () => (await run('PRAGMA wal_checkpoint(TRUNCATE)')).rows[0]?.busy === 0)

async function unlessBusy(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}
