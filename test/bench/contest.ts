const WARM_UP_COUNT = 5000
const WARM_UP_MS = 60_000

/** What one round of one side came to. */
export interface Figure {
  count: number
  perSecond: number
  /** Computing time of the process that answers, per request; NaN where that cannot be known. */
  cpuUs: number
  p50Ms?: number
  p99Ms?: number
}

/** Two sides that do comparable work, ready to be measured. */
export interface Contest {
  measured(): Promise<Figure>
  baseline(): Promise<Figure>
  /** What to say beside the figures: sizes, counts. */
  remarks?(): string[]
  close(): Promise<void>
}

export interface Rounds {
  measured: Figure[]
  baseline: Figure[]
}

/** Both sides warmed up, then `rounds` of both in turns: what drifts, drifts for both. */
export async function compete(contest: Contest, rounds: number): Promise<Rounds> {
  const figures: Rounds = { measured: [], baseline: [] }
  await warmUp(contest.baseline)
  await warmUp(contest.measured)
  for (let round = 0; round < rounds; round++) {
    figures.baseline.push(await contest.baseline())
    figures.measured.push(await contest.measured())
  }
  return figures
}

/**
 * Rounds that do not count: code is compiled while it runs the first thousands of times. A line of an import took 970 µs of
 * CPU after 2000, and 820 after 5000.
 */
export async function warmUp(round: () => Promise<Figure>): Promise<void> {
  const begun = performance.now()
  for (let count = 0; count < WARM_UP_COUNT && performance.now() - begun < WARM_UP_MS; )
    count += (await round()).count
}

/** Per round, measured against baseline: how often as many, and how often as much computing for it. */
export function ratios({ measured, baseline }: Rounds, of: (figure: Figure) => number): number[] {
  return measured.map((figure, round) => {
    const base = baseline[round]
    return base ? of(figure) / of(base) : Number.NaN
  })
}

/** Of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
}
