import { Overloaded } from './errors'
import type { StoreObserver } from './observer'

/** Of one key. Whoever comes behind so many would wait for longer than anybody listens. */
const MOST_WAITING = 200

/** A queue per key, gone when it is empty. One more than may wait is rejected with `Overloaded`. */
export function oneAfterAnother(
  observer: Pick<StoreObserver, 'gaveUp'>,
): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { tail: Promise<unknown>; length: number }>()
  return (key, work) => {
    const line = lines.get(key) ?? { tail: Promise.resolve(), length: 0 }
    if (line.length >= MOST_WAITING) {
      observer.gaveUp('journal_full')
      return Promise.reject(new Overloaded('too many changes of one wait'))
    }
    const result = line.tail.then(work, work)
    lines.set(key, line)
    line.tail = result
    line.length += 1
    const leave = () => {
      line.length -= 1
      if (line.length === 0) lines.delete(key)
    }
    result.then(leave, leave)
    return result
  }
}
