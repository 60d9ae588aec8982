import type { LongReads, Run } from './long-reads'

/** Copies what is in the write-ahead log into the file itself, on a thread that nobody waits for. */
export interface Checkpoints {
  /** One transaction with so many changes is in the log that was not before. */
  committed(changes: number): void
}

/** Pages, about. */
const LOG_AT_MOST = 3000
/** What a transaction writes to the log beside the pages of each of its changes, and those: measured, of spins and orders. */
const PAGES_A_GROUP = 10
const PAGES_A_CHANGE = 10
/** Where no more was written meanwhile, it is worth another try. */
const FEW_PAGES = 200
const TRIES = 3

/**
 * By itself SQLite does it within a COMMIT, once the log has a thousand pages: 13 to 23 ms in which the event loop stands
 * still, and a tenth of the time of an import. Once all of the log is copied it begins anew. Where changes never pause it
 * never is, and what fails here is left for later: then the writer's own (`wal_autocheckpoint`) has little left to copy.
 * https://www.sqlite.org/wal.html#ckpt
 */
export function openCheckpoints({ inTurn }: LongReads): Checkpoints {
  let pages = 0
  let isRunning = false
  return {
    committed(changes) {
      pages += PAGES_A_GROUP + PAGES_A_CHANGE * changes
      if (isRunning || pages < LOG_AT_MOST) return
      pages = 0
      isRunning = true
      inTurn(copied)
        .catch(() => {})
        .finally(() => {
          isRunning = false
        })
    },
  }
}

async function copied(run: Run): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const { rows } = await run('PRAGMA wal_checkpoint(PASSIVE)')
    const left = Number(rows[0]?.log) - Number(rows[0]?.checkpointed)
    if (left === 0 || left > FEW_PAGES) return
  }
}
