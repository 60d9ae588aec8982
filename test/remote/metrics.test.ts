import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Overloaded } from '../../api/store/errors'
import { openSharedRemote, WRITES } from '../../api/store/remote'
import { openStore, type Store } from '../../api/store/store'
import { logToConsole } from '../../api/telemetry/log'
import { createMetrics, type Metrics } from '../../api/telemetry/metrics'
import { type Sqld, startSqld } from './sqld'

let sqld: Sqld
let store: Store
let metrics: Metrics
beforeAll(async () => {
  sqld = await startSqld()
})
afterAll(() => sqld.stop())

/** A process as `api/node.ts` starts one. */
beforeEach(async () => {
  metrics = createMetrics(logToConsole('silent'))
  const driver = openSharedRemote(sqld.url, undefined, metrics.store)
  store = openStore(driver, metrics.store)
  metrics.watchQueue(store.queueDepth)
  await driver.client().execute('CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL)')
  return () => store.close()
})

const figure = async (name: string) => {
  const line = (await metrics.page()).split('\n').find(each => each.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length))
}

const write = (word: string | null = 'word') =>
  store.write([store.db.run(sql`INSERT INTO words VALUES (${word})`)])
const read = () => store.db.all(sql`SELECT 1`)
const times = <T>(length: number, each: () => Promise<T>) => Promise.allSettled(Array.from({ length }, each))

describe('over a libSQL server it is counted', () => {
  test('how many changes are written together, and none that is refused', async () => {
    const settled = [times(40, () => write()), times(1, () => write(null))]
    expect(await figure('laurel_write_queue_depth')).toBe(41 - WRITES.mostInFlight)
    await Promise.all(settled)
    expect(await figure('laurel_write_queue_depth')).toBe(0)
    expect(await figure('laurel_commit_group_size_sum')).toBe(40)
    // Two that go at once, 32, and six that were sent again without the one that was refused among them.
    expect(await figure('laurel_commit_group_size_count')).toBe(4)
    expect(await figure('laurel_commit_group_size_bucket{le="1"}')).toBe(WRITES.mostInFlight)
  })

  test('what waits to be written, and what finds no room', async () => {
    const room = WRITES.mostInFlight + WRITES.mostWaiting
    const settled = times(room + 3, () => write())
    expect(await figure('laurel_write_queue_depth')).toBe(WRITES.mostWaiting)
    const refused = (await settled).flatMap(each => (each.status === 'rejected' ? [each.reason] : []))
    expect(refused).toEqual(Array(3).fill(expect.any(Overloaded)))
    expect(await figure('laurel_too_busy_total{because="queue_full"}')).toBe(3)
    expect(await figure('laurel_commit_group_size_sum')).toBe(room)
    expect(await figure('laurel_commit_group_size_count')).toBe(
      WRITES.mostInFlight + Math.ceil(WRITES.mostWaiting / WRITES.mostTogether),
    )
  })

  test('whose journal has too many waiting, and which reads', async () => {
    await times(200 + 1, () => store.inOrder('ada', () => write()))
    expect(await figure('laurel_too_busy_total{because="journal_full"}')).toBe(1)
    await times(2 + 50 + 4, () => store.readLong({ one: read() }))
    expect(await figure('laurel_too_busy_total{because="reads_full"}')).toBe(4)
    expect(await figure('laurel_commit_group_size_sum')).toBe(200)
    expect(await figure('laurel_too_busy_total{because="queue_full"}')).toBeUndefined()
  })
})
