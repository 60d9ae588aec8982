import type { InStatement, ResultSet } from '@libsql/client/web'
import { isBusy, Overloaded } from './errors'
import { commitTogether } from './group'
import type { Lasting } from './lasting'
import type { StoreObserver } from './observer'

/** The one that writes. Changes wait in line and reach the disk in groups. */
export interface Writer {
  /** Resolves when the change is on the disk; rejects when nothing of it is. */
  write(statements: InStatement[]): Promise<ResultSet[]>
  /** Runs `work` while nothing is written; changes that come meanwhile wait in line. */
  pause<T>(work: () => Promise<T>): Promise<T>
  /** How many changes wait in line. */
  waiting(): number
  /** Writes what waits, as far as it can be written at once, and takes nothing more. */
  close(): void
}

export interface WriterLimits {
  /** Changes that may wait. One more is refused with `Overloaded`, so that whoever waits does not wait long. */
  mostWaiting: number
  /** Changes that reach the disk together: more would keep the event loop longer and save little. */
  mostTogether: number
  /** How long a group waits for another process that holds the file. */
  patienceMs: number
}

interface Waiting {
  statements: InStatement[]
  resolve(results: ResultSet[]): void
  reject(error: unknown): void
}

export const WRITER_LIMITS: WriterLimits = { mostWaiting: 1000, mostTogether: 64, patienceMs: 5000 }
const MOST_BACKOFF_MS = 32

/**
 * Group commit: the changes that have come by the end of a turn of the event loop are one transaction, so the more
 * there is to do, the less each waits for the disk. While another process holds the file the group waits on a timer,
 * not in SQLite, where the whole event loop would wait.
 */
export function openWriter(connection: Lasting, observer: StoreObserver, limits = WRITER_LIMITS): Writer {
  const line: Waiting[] = []
  let next: NodeJS.Immediate | NodeJS.Timeout | undefined
  let isHeld = false
  let isClosed = false
  let tries = 0
  let busyUntil: number | undefined

  function schedule(): void {
    if (next || isHeld || line.length === 0) return
    next =
      tries === 0
        ? setImmediate(turn)
        : setTimeout(turn, Math.random() * Math.min(MOST_BACKOFF_MS, 2 ** tries))
  }

  function turn(): void {
    next = undefined
    if (!isHeld) writeNext()
    schedule()
  }

  function writeNext(): void {
    const group = line.slice(0, limits.mostTogether)
    try {
      const outcomes = commitTogether(
        connection.current(),
        group.map(({ statements }) => statements),
      )
      line.splice(0, group.length)
      observer.committed(group.length)
      for (const [i, outcome] of outcomes.entries())
        'results' in outcome ? group[i]?.resolve(outcome.results) : group[i]?.reject(outcome.error)
      patient()
    } catch (error) {
      // Whatever it was, nobody should read on a connection that is in the midst of a group.
      if (!isBusy(error)) connection.giveUp()
      else if (waitsOn()) return
      line.splice(0, group.length)
      for (const change of group) change.reject(error)
      patient()
    }
  }

  function patient(): void {
    tries = 0
    busyUntil = undefined
  }

  function waitsOn(): boolean {
    tries += 1
    busyUntil ??= performance.now() + limits.patienceMs
    return !isClosed && performance.now() < busyUntil
  }

  return {
    write(statements) {
      if (isClosed) return Promise.reject(new Error('the database is closed'))
      if (line.length >= limits.mostWaiting) {
        observer.gaveUp('queue_full')
        return Promise.reject(new Overloaded('too many changes wait'))
      }
      return new Promise((resolve, reject) => {
        line.push({ statements, resolve, reject })
        schedule()
      })
    },
    async pause(work) {
      isHeld = true
      try {
        return await work()
      } finally {
        isHeld = false
        schedule()
      }
    },
    waiting: () => line.length,
    close() {
      isClosed = true
      while (line.length > 0) writeNext()
    },
  }
}
