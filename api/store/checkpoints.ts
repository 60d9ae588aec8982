import type { LongReads, Run } from './long-reads'
import type { StoreObserver } from './observer'

/** Copies what is in the write-ahead log into the file itself, beside the thread that writes. */
export interface Checkpoints {
  /** A change of so many statements is in the log that was not before. */
  wrote(statements: number): void
  /** Runs `work` while nothing is copied. */
  resting<T>(work: () => Promise<T>): Promise<T>
  close(): void
}

/** One writes a page or two to the log: fewer in a group, where changes share pages. */
const STATEMENTS_BETWEEN = 2000
/** Where no more pages than these were written meanwhile, it is worth another try. */
const FEW_PAGES = 200
const TRIES = 3

export interface CheckpointTerms {
  /** For this alone, so that no report is waited for. */
  thread: LongReads
  observer: StoreObserver
  /** Whether there is a log already, as a killed process leaves one: killed again and again, it would never be copied. */
  hasLog: boolean
}

/**
 * By itself SQLite does it within a COMMIT, once the log has a thousand pages: 13 to 23 ms in which the event loop stands
 * still, and a tenth of the time of an import. Here another thread does it, and once all of the log is copied the next change
 * begins it anew. Where changes never pause, there is no such moment, and where a report reads for long, none may come for a
 * while; the log then grows until the writer does it itself (`wal_autocheckpoint`), with what is left.
 * https://www.sqlite.org/wal.html#ckpt
 */
export function openCheckpoints({ thread, observer, hasLog }: CheckpointTerms): Checkpoints {
  let statements = hasLog ? STATEMENTS_BETWEEN : 0
  let isRunning = false
  return {
    wrote(more) {
      statements += more
      if (isRunning || statements < STATEMENTS_BETWEEN) return
      statements = 0
      isRunning = true
      thread
        .inTurn(copy)
        .catch(() => {
          observer.couldNotCheckpoint()
          // A disk that was full may have room with the next change, and none with the one after it, when the log has grown.
          statements = STATEMENTS_BETWEEN
        })
        .finally(() => {
          isRunning = false
        })
    },
    resting: work => thread.inTurn(work),
    close: thread.close,
  }
}

async function copy(run: Run): Promise<void> {
  await run('PRAGMA synchronous = FULL')
  for (let tries = 1; tries <= TRIES; tries++) {
    const { rows } = await run('PRAGMA wal_checkpoint(PASSIVE)')
    const left = Number(rows[0]?.log) - Number(rows[0]?.checkpointed)
    if (left === 0 || left > FEW_PAGES) return
  }
}
