import { join } from 'node:path'
import type { DemoEnvironment } from './environment'
import { readJson } from './records'

const PATIENCE_MS = 120_000
const PAUSE_MS = 300

/**
 * Waits until Laurel answers and the admin key is known: both may be starting beside this server.
 * @throws Error that says what is missing
 */
export async function untilReady({ api, adminKey, dataDir }: DemoEnvironment): Promise<string> {
  const secrets = join(dataDir, 'secrets.json')
  const deadline = Date.now() + PATIENCE_MS
  let announced = false
  while (Date.now() < deadline) {
    const isUp = await answers(api)
    const key = isUp ? (adminKey ?? readJson<{ adminKey?: string }>(secrets, {}).adminKey) : undefined
    if (key) return key
    if (!announced) console.log(`Waiting for Laurel at ${api} …`)
    announced = true
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error(`Laurel did not answer at ${api}, or there is no LAUREL_ADMIN_KEY and no ${secrets}`)
}

async function answers(api: string): Promise<boolean> {
  return fetch(`${api}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  )
}
