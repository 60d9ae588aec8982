/**
 * Does `work` every `periodMs`, never twice at once, and rests nine times as long as it took: however much there is
 * to do, it is a tenth of what this process does. Work that mostly waits for others needs no such rest.
 * Does not keep the process alive. Returns how to stop it.
 */
export function repeat(
  periodMs: number,
  work: () => Promise<unknown>,
  { restShare = 9, onFailure }: { restShare?: number; onFailure(error: unknown): void },
): () => void {
  let timer: NodeJS.Timeout
  let stopped = false
  const wait = (ms: number) => {
    if (stopped) return
    timer = setTimeout(once, ms)
    timer.unref()
  }
  const once = async () => {
    const began = performance.now()
    await work().catch(onFailure)
    wait(Math.max(periodMs, restShare * (performance.now() - began)))
  }
  wait(periodMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
