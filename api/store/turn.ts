const later = typeof setImmediate === 'function' ? setImmediate : setTimeout

/**
 * The embedded driver reads within one turn of the event loop, so a loop that only awaits reads keeps every request
 * waiting until it ends. Between two steps of one, everybody else gets a turn.
 */
export const letOthersRun = (): Promise<void> => new Promise(resolve => later(() => resolve()))

/** The same for what is calculated: everybody else gets a turn where it stops. */
export async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await letOthersRun()
  }
}
