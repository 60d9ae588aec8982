import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { LongReads, Run } from '../../../api/store/long-reads'
import { UNOBSERVED } from '../../../api/store/observer'
import { openScrubs } from '../../../api/store/scrub'

const HELD_MS = 20

/** A database that does at once what it is told, and how often it kept changes waiting. */
function openDatabase() {
  let held = 0
  const run = (async () => ({ rows: [{ busy: 0 }] })) as unknown as Run
  const longReads = { inTurn: work => work(run) } as LongReads
  const scrub = openScrubs({
    longReads,
    async pause(work) {
      held += 1
      await sleep(HELD_MS)
      return work()
    },
    resting: work => work(),
    observer: UNOBSERVED,
  })
  return { held: () => held, scrub }
}

it('is done once for all who ask together', async () => {
  const { held, scrub } = openDatabase()
  expect(await Promise.all([scrub(), scrub(), scrub()])).toEqual([true, true, true])
  expect(held()).toBe(1)
})

it('keeps changes waiting for a tenth of the time at most, however often somebody asks', async () => {
  const { held, scrub } = openDatabase()
  const begun = performance.now()
  for (let times = 1; times <= 3; times++) await scrub()
  const beforeTheLast = 2 * HELD_MS
  expect(performance.now() - begun).toBeGreaterThan(beforeTheLast * 9)
  expect(held()).toBe(3)
})

it('does for whoever asks while it runs what has been changed since', async () => {
  const { held, scrub } = openDatabase()
  const first = scrub()
  while (held() === 0) await sleep(1)
  const second = scrub()
  await Promise.all([first, second])
  expect(held()).toBe(2)
})
