/** What is put in during a turn of the event loop, and handed over in one go when that ends, in its order. */
export interface Collected<T> {
  put(each: T): void
  /** Hands over now. */
  handOver(): void
}

/**
 * For what has to be done for every request but not before its reply. The same code many times in a row is quick: a line
 * of the log took 12 µs of a reply from memory, and takes 4.
 *
 * @param atTheEnd called after the last of a turn
 */
export function onceATurn<T>(handle: (each: T) => void, atTheEnd?: () => void): Collected<T> {
  let waiting: T[] = []
  const handOver = () => {
    if (waiting.length === 0) return
    const all = waiting
    waiting = []
    for (const each of all) handle(each)
    atTheEnd?.()
  }
  return {
    put(each) {
      if (waiting.push(each) === 1) setImmediate(handOver)
    },
    handOver,
  }
}
