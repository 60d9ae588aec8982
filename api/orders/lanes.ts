/** One piece of work; without keys it waits for all before it, and all after it wait for it. */
export interface Work<T> {
  keys: string[] | null
  run(): Promise<T>
}

/**
 * Does works side by side, at most `most` at once, but each only after those before it that share a key with it.
 * Resolves with their results in the order they were given, when all have ended; rejects as the first that failed.
 */
export async function inLanes<T>(works: Work<T>[], most: number): Promise<T[]> {
  const free = places(most)
  const lastOf = new Map<string, Promise<unknown>>()
  const begun: Promise<T>[] = []
  let barrier: Promise<unknown> = Promise.resolve()
  for (const { keys, run } of works) {
    const before = keys ? [barrier, ...keys.map(key => lastOf.get(key))] : [...begun]
    const result = Promise.allSettled(before).then(() => free(run))
    if (keys) for (const key of keys) lastOf.set(key, result)
    else barrier = result
    begun.push(result)
  }
  const ended = await Promise.allSettled(begun)
  return ended.map(end => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

/** Whoever finds no place free waits until one is, in turn. */
function places(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let taken = 0
  return async run => {
    if (taken < most) taken += 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else taken -= 1
    }
  }
}
