import { startApi } from '../api'
import type { Contest } from '../contest'
import { load } from '../load'
import type { Running } from '../process'
import type { Row, Terms } from '../row'
import { bytesOf, copyOf, readThrough } from '../seed/files'
import { type Seeded, seeded } from '../seed/seeded'
import { TEMPLATE_CUSTOMERS } from '../seed/template'
import { newMeTraffic, spinTraffic, type Traffic } from '../traffic'

/** So few that the thousand shoppers of the small shop are no more laden than those of the large one. */
const SPINS_A_ROUND = 1500

const bars = { firstBar: 2.0, goal: 1.2, asTime: true }
const against = `the same at ${TEMPLATE_CUSTOMERS} customers`

export const growth: Row = {
  ...{ name: 'growth', what: 'spin in a shop that has grown', against, ...bars },
  open: terms => atBothSizes(terms, spinTraffic, SPINS_A_ROUND),
}

export const growthMe: Row = {
  ...{ name: 'growth-me', what: 'GET /v1/me, read anew, in a shop that has grown', against, ...bars },
  open: terms => atBothSizes(terms, newMeTraffic),
}

/**
 * The large file is used where it lies: a copy for each run would take longer than the run. One that was seeded in an earlier
 * run is on the disk alone, and would be compared with a small one that has just been copied.
 */
async function atBothSizes(
  { seconds, customers, watched }: Terms,
  trafficOf: (api: string, shop: Seeded) => Promise<Traffic>,
  amount?: number,
): Promise<Contest> {
  const [small, large] = [await seeded(TEMPLATE_CUSTOMERS), await seeded(customers)]
  await readThrough(large.file)
  const smallFile = copyOf(small, 'growth-small')
  const [smallServer, largeServer] = [await startApi(smallFile), await startApi(large.file, watched)]
  const smallTraffic = await trafficOf(smallServer.url, small)
  const largeTraffic = await trafficOf(largeServer.url, large)
  return {
    measured: () => load(largeServer, largeTraffic, { seconds, amount }),
    baseline: () => load(smallServer, smallTraffic, { seconds, amount }),
    remarks: () => [sizeOf(large, large.file, largeServer), sizeOf(small, smallFile, smallServer)],
    async close() {
      await Promise.all([smallServer.stop(), largeServer.stop()])
    },
  }
}

function sizeOf({ customers, journalLines }: Seeded, file: string, server: Running): string {
  const [onDisk, inMemory] = [bytesOf(file) / 1e6, server.memoryBytes() / 1e6]
  return `${customers} customers, ${journalLines} journal lines: ${onDisk.toFixed(0)} MB on disk, ${inMemory.toFixed(0)} MB of memory`
}
