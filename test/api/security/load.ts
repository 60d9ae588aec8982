/** Requests that never pause, so that whatever happens meanwhile happens to some of them. */
export interface Load<T> {
  /** Resolves when so many more, begun after this was called, are done. */
  more(count: number): Promise<void>
  /** Lets those under way end; every outcome since the start. */
  stop(): Promise<T[]>
}

export function startLoad<T>(ask: () => Promise<T>, atOnce = 4): Load<T> {
  const outcomes: T[] = []
  const waiting: { begunAfter: number; left: number; done: () => void }[] = []
  let begun = 0
  let stopped = false
  const worker = async () => {
    while (!stopped) {
      begun += 1
      const number = begun
      outcomes.push(await ask())
      await new Promise(resolve => setImmediate(resolve))
      for (const each of waiting) {
        if (number > each.begunAfter) each.left -= 1
        if (each.left === 0) each.done()
      }
    }
  }
  const workers = Promise.all(Array.from({ length: atOnce }, worker))
  return {
    more: count =>
      Promise.race([
        new Promise<void>(done => waiting.push({ begunAfter: begun, left: count, done })),
        workers.then(() => {}),
      ]),
    async stop() {
      stopped = true
      await workers
      return outcomes
    },
  }
}
