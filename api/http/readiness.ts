import { sql } from 'drizzle-orm'
import { LATEST_MIGRATION } from '../store/all-migrations'
import type { Store } from '../store/store'
import { failureOf } from '../telemetry/failure'
import type { Fields } from '../telemetry/log'

/** Anybody may ask us, so the database is asked no more often than this. */
const ASK_EVERY_MS = 1000

export interface Readiness {
  /** Why we could not serve a request now; the log has more. */
  obstacle?: string
  failure?: Fields
}

interface Asking {
  store: Store
  /** Real time, epoch ms. */
  at: number
  answer: Promise<Readiness>
  answered?: Readiness
}

/** Where each request has a store of its own, it cannot wait for the answer that another one is given. */
export function openReadiness(): (store: Store, now: number) => Promise<Readiness> {
  let last: Asking | undefined
  return async (store, now) => {
    const isRecent = last !== undefined && now >= last.at && now - last.at < ASK_EVERY_MS
    if (last?.answered && isRecent) return last.answered
    if (last?.store === store && isRecent) return last.answer
    const asking: Asking = { store, at: now, answer: readinessOf(store) }
    last = asking
    asking.answered = await asking.answer
    return asking.answered
  }
}

/** A database ahead of us is one that is being upgraded. */
async function readinessOf(store: Store): Promise<Readiness> {
  try {
    const isReady = await isMigrated(store)
    return isReady ? {} : { obstacle: 'The database has not been migrated to this version' }
  } catch (error) {
    return { obstacle: 'The database does not answer', failure: failureOf(error) }
  }
}

async function isMigrated({ db, read }: Store): Promise<boolean> {
  const { tables } = await read({
    tables: db.all(sql`SELECT 1 FROM sqlite_master WHERE name = '_migrations'`),
  })
  if (tables.length === 0) return false
  const latest = sql`SELECT 1 FROM _migrations WHERE id = ${LATEST_MIGRATION}`
  return (await read({ latest: db.all(latest) })).latest.length === 1
}
