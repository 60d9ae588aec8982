import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../api/app'
import type { Platform } from '../../api/http/call'
import { generateSigningJwks } from '../../api/rewards/signing-keys'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { openEmbedded } from '../../api/store/embedded'
import { migrate } from '../../api/store/migrate'
import { cryptoRandom } from '../../api/store/random'
import { openSharedRemote } from '../../api/store/remote'
import { type Driver, openStore } from '../../api/store/store'
import { postFromNode } from '../../api/webhooks/post-from-node'
import { startSqld } from '../remote/sqld'
import type { Front, Runtime } from './app'
import { openRig } from './rig'
import { knownToBoth } from './secrets'

type Clock = { now: number }

/**
 * The API in this process over a file of its own.
 *
 * @param seen is shown the driver and where its file is, and returns the driver that is used
 */
export async function openOverFile(
  clock: Clock,
  seen: (driver: Driver, path: string) => Driver = driver => driver,
): Promise<Runtime> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-api-'))
  const path = join(folder, 'laurel.db')
  const driver = seen(await openEmbedded(`file:${path}`), path)
  return openInside(clock, driver, async () => rmSync(folder, { recursive: true }))
}

/** The API in this process over a libSQL server of its own, or over that of the test. */
export async function openOverServer(clock: Clock, url?: string): Promise<Runtime> {
  if (url !== undefined) return openInside(clock, openSharedRemote(url, undefined), async () => {})
  const server = await startSqld()
  return openInside(clock, openSharedRemote(server.url, undefined), server.stop)
}

async function openInside(clock: Clock, driver: Driver, remove: () => Promise<void>): Promise<Runtime> {
  await migrate(driver, MIGRATIONS, clock.now)
  const store = openStore(driver)
  const rig = openRig(clock)
  const platform = rig.rigged({
    ...(await knownToBoth(await generateSigningJwks())),
    openStore: () => store,
    clock: () => clock.now,
    random: cryptoRandom(),
    post: postFromNode(),
  })
  return {
    ...rig.leversOf(platform, store),
    ...{ store, platform },
    app: frontOf(platform),
    limited: limits => frontOf({ ...platform, limits }),
    async close() {
      store.close()
      await remove()
    },
  }
}

function frontOf(platform: Platform): Front {
  const app = createApp(platform)
  return { request: async (address, init) => app.request(address, init) }
}
