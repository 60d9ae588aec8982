import { expect, test } from 'vitest'
import type { Verdict } from './referee'
import { isLong, SEED } from './settings'

/** How one fault went, for the table that is printed at the end. */
export interface FaultReport
  extends Record<'acknowledged' | 'refused' | 'putOff' | 'unknown' | 'found', number> {
  name: string
  lost: number
  doubled: number
  wrong: number
  seconds: number
  /** What was done how often, and with what. */
  remark: string
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: FaultReport
  }
}

const MINUTE = 60_000

/** One fault, told in `story`, which ends with what the referee found and a remark on how it was done. */
export function fault(name: string, story: () => Promise<{ verdict: Verdict; remark: string }>): void {
  test(
    name,
    async ({ task }) => {
      const begun = performance.now()
      const { verdict, remark } = await story()
      const { lost, doubled, wrong, ...counts } = verdict
      task.meta.fault = {
        ...{ name, ...counts, lost: lost.length, doubled: doubled.length, wrong: wrong.length },
        ...{ seconds: (performance.now() - begun) / 1000, remark: `${remark}, seed ${SEED}` },
      }
      expect(verdict.acknowledged).toBeGreaterThan(0)
      expect({ lost: first(lost), doubled: first(doubled), wrong: first(wrong) }).toEqual({
        ...{ lost: [], doubled: [], wrong: [] },
      })
    },
    isLong ? 60 * MINUTE : 5 * MINUTE,
  )
}

/** A few of them say enough. */
const first = (list: string[]) => list.slice(0, 8)
