import { type InStatement, LibsqlBatchError, type ResultSet } from '@libsql/client/web'
import { isBusy, isUnavailable, Overloaded } from './errors'
import type { StoreObserver } from './observer'

/** Runs the statements as one transaction; rejects when the server refused it or did not answer. */
export type Send = (statements: InStatement[]) => Promise<ResultSet[]>

export interface Bounds {
  /** Changes in one request, and statements: what is longer than that on its own goes on its own. */
  mostTogether: number
  mostStatements: number
  /** Requests on their way. */
  mostInFlight: number
  /** Changes that may wait. One more is refused with `Overloaded`. */
  mostWaiting: number
}

/** Where changes wait for each other. */
export interface Line {
  send: Send
  /** How many wait, beside those on their way; left out where none ever does. */
  waiting?(): number
}

interface Waiting {
  statements: InStatement[]
  /** Has been in a request that was refused for another's sake; the next time it goes alone. */
  spared: boolean
  alone: boolean
  resolve(results: ResultSet[]): void
  reject(error: unknown): void
}

/**
 * Sends changes together, and reads: those that come while requests are on their way are the next request, so the more
 * there is to do, the less a round trip costs. A request is one transaction, and ends in one of these ways:
 *
 * - The server says it is committed: each change has its results. Nothing is acknowledged before.
 * - The server refuses a statement: nothing of the request is stored. The change of that statement is sent again alone,
 *   so it fails alone, or passes if it was a neighbour that stood in its way. The others are sent again together, and
 *   when that is refused as well, each alone. All of them were decided on facts that may have changed since, as with
 *   any change that waits: the keys and CHECKs in each referee, and who is refused reads again (`commit`).
 * - The server refuses the request and does not say for whose sake, or something in it cannot be sent at all: nothing is
 *   stored. Each is sent again alone, so that nobody fails for a neighbour.
 * - The server refuses the transaction (another holds the lock, the disk is full): nothing is stored, and each change hears
 *   so.
 * - There is no way to the server: nothing is stored, and each change hears so.
 * - There is no answer (the connection was cut, the time is over): all of the request is stored or nothing, and nobody
 *   here can know. It is not sent again. Each change hears so, and whoever can tell from the database whether the
 *   change is there looks (`commit`).
 */
export function coalesce(
  send: Send,
  bounds: Bounds,
  observer: Pick<StoreObserver, 'committed' | 'gaveUp'>,
): Required<Line> {
  let line: Waiting[] = []
  let inFlight = 0

  function depart(): void {
    while (inFlight < bounds.mostInFlight && line.length > 0) {
      const group = line.slice(0, lengthOfGroup(line, bounds))
      line = line.slice(group.length)
      inFlight += 1
      void travel(group).finally(() => {
        inFlight -= 1
        depart()
      })
    }
  }

  async function travel(group: Waiting[]): Promise<void> {
    try {
      const results = await send(group.flatMap(({ statements }) => statements))
      observer.committed(group.length)
      let from = 0
      for (const { statements, resolve } of group) {
        resolve(results.slice(from, from + statements.length))
        from += statements.length
      }
    } catch (error) {
      const again = group.length > 1 ? sentAgain(group, error) : []
      for (const change of group) if (!again.includes(change)) change.reject(error)
      line = [...again, ...line]
    }
  }

  return {
    send(statements) {
      if (line.length >= bounds.mostWaiting) {
        observer.gaveUp('queue_full')
        return Promise.reject(new Overloaded('too many changes wait'))
      }
      return new Promise((resolve, reject) => {
        line.push({ statements, spared: false, alone: false, resolve, reject })
        depart()
      })
    },
    waiting: () => line.length,
  }
}

/** How many from the front of the line go next. */
function lengthOfGroup(line: Waiting[], { mostTogether, mostStatements }: Bounds): number {
  let length = 0
  let statements = 0
  for (const change of line.slice(0, mostTogether)) {
    statements += change.statements.length
    if (length > 0 && (change.alone || statements > mostStatements)) break
    length += 1
    if (change.alone) break
  }
  return length
}

/** Those of a refused request that are sent again; none where it is not known that nothing of it is stored. */
function sentAgain(group: Waiting[], error: unknown): Waiting[] {
  const culprit = culpritOf(group, error)
  if (!culprit && (isBusy(error) || isUnavailable(error))) return []
  for (const change of group) {
    change.alone = !culprit || change === culprit || change.spared
    change.spared = true
  }
  return culprit ? [...group.filter(change => change !== culprit), culprit] : group
}

function culpritOf(group: Waiting[], error: unknown): Waiting | undefined {
  if (!(error instanceof LibsqlBatchError)) return undefined
  let end = 0
  return group.find(({ statements }) => {
    end += statements.length
    return error.statementIndex < end
  })
}
