import { isBusy, isConstraint, Unanswered } from './errors'
import { type Asked, isPlanned, type Reads, type Selected, type Statement, type Store } from './store'

const TRIES = 8
const BACKOFF_MS = 4

export interface Decision<T> {
  /** Committed as one batch; none means that nothing changes. */
  statements: Statement[]
  reply: T
}

export interface Change<R extends Reads, T> {
  /** Whose journal it appends to, so that neighbours in this process take turns instead of colliding. */
  journal?: string
  reads: Asked<R>
  /** What else is read of the same moment; the rows have it under its own names. */
  beside?: Asked<Reads>[]
  /** The merchant whose facts it changes; left out, it may be any. */
  about?: string
  /** Whether the reads take long, as those of a report do. */
  long?: boolean
  /** Whether the reads find the reply that this change keeps with what it writes, so that they tell if it was made. */
  keyed?: boolean
  /** Pure: the rows in, statements and a reply out, or a thrown refusal. */
  decide(rows: Selected<R>): Decision<T> | Promise<Decision<T>>
}

/** Thrown when a change lost the race on every try. */
export class TooBusy extends Error {}

/**
 * Read, decide, write: one batch each way. When a constraint says that the facts have changed since they were
 * read, the whole loop runs again on the new facts, so no decision is ever made on stale ones.
 *
 * A write without an answer may have been made, and may still be being made. It is not sent again: where the change is
 * keyed, its facts are read again, once. If they hold its reply, that is the answer. If they do not, it is decided anew, and
 * should the first write arrive after all, the key of its reply lets only one of the two in: the other is refused, and
 * reads again. Where it is not keyed nobody can tell, and whoever asked for it is told so.
 */
export async function commit<R extends Reads, T>(store: Store, change: Change<R, T>): Promise<T> {
  const attempt = () => untilItHolds(store, change)
  return change.journal === undefined ? attempt() : store.inOrder(change.journal, attempt)
}

async function untilItHolds<R extends Reads, T>(store: Store, change: Change<R, T>): Promise<T> {
  let unanswered = 0
  const readFrom = change.long ? store.readLong : store.read
  const read = () => readFrom(change.reads, ...(change.beside ?? []))
  let assumed = assumedOf(change)
  for (let tries = 1; ; tries++) {
    try {
      const rows = assumed ?? (await read())
      assumed = undefined
      const { statements, reply } = await change.decide(rows)
      if (statements.length > 0) await store.write(statements, change.about)
      return reply
    } catch (error) {
      if (change.keyed && error instanceof Unanswered && unanswered++ === 0) continue
      if (!isConstraint(error) && !isBusy(error)) throw error
      const because = isBusy(error) ? 'busy' : 'overtaken'
      if (tries === TRIES) {
        store.observer.gaveUp(because)
        throw new TooBusy('lost the race on every try', { cause: error })
      }
      store.observer.retried(because)
      await pause(Math.random() * BACKOFF_MS * 2 ** tries)
    }
  }
}

/** Only where nothing else has to be read: who asks, or a reply that was kept. */
function assumedOf<R extends Reads>({ reads, beside = [] }: Change<R, unknown>): Selected<R> | undefined {
  return isPlanned(reads) && beside.length === 0 ? reads.assumed : undefined
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
