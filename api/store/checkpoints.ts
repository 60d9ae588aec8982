import type { LongReads } from './long-reads'

/** Copies what is in the write-ahead log into the file itself, on a thread that nobody waits for. */
export interface Checkpoints {
  /** So many changes are in the log that were not before. */
  committed(changes: number): void
}

/** A change by itself writes about twenty pages to the log, in a group about ten. */
const CHANGES_BETWEEN = 256

/**
 * By itself SQLite does it within a COMMIT, once the log has a thousand pages: 13 to 23 ms in which the event loop stands
 * still, and a tenth of the time of an import. What fails here is done by the next, or at the latest by the writer's own
 * (`wal_autocheckpoint`). That one also comes where changes never pause: the log begins anew only at a moment in which all
 * of it is copied. https://www.sqlite.org/wal.html#ckpt
 */
export function openCheckpoints({ inTurn }: LongReads): Checkpoints {
  let since = 0
  let isRunning = false
  return {
    committed(changes) {
      since += changes
      if (isRunning || since < CHANGES_BETWEEN) return
      since = 0
      isRunning = true
      inTurn(run => run('PRAGMA wal_checkpoint(PASSIVE)'))
        .catch(() => {})
        .finally(() => {
          isRunning = false
        })
    },
  }
}
