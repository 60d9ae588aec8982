import type { Client, InStatement } from '@libsql/client'
import { createApp } from '../../api/app'
import { loadSigningKeys } from '../../api/rewards/signing-keys'
import { openEmbedded } from '../../api/store/embedded'
import { cryptoRandom } from '../../api/store/random'
import { openStore } from '../../api/store/store'
import { openVault } from '../../api/store/vault'
import { logToConsole } from '../../api/telemetry/log'
import { benchSecrets } from './api'

/** One statement as it went to the database. */
export interface Recorded {
  sql: string
  args: unknown[]
}

/** Whatever one request asked of the database, in order, reads and writes. */
export type Errand = Recorded[]

/** Makes the requests one after the other on the app in this process, and notes what each asks of the file. */
export async function record(file: string, requests: Request[]): Promise<Errand[]> {
  const driver = await openEmbedded(`file:${file}`)
  const secrets = await benchSecrets()
  let errand: Errand = []
  const client = () => noting(driver.client(), statements => errand.push(...statements))
  const store = openStore({ ...driver, client })
  const app = createApp({
    openStore: () => store,
    vault: await openVault(secrets.LAUREL_SECRET),
    signingKeys: await loadSigningKeys(JSON.parse(secrets.LAUREL_SIGNING_KEYS)),
    adminKey: secrets.LAUREL_ADMIN_KEY,
    publicUrl: 'https://laurel.bench.example',
    clock: Date.now,
    random: cryptoRandom(),
    network: () => '127.0.0.1',
    log: logToConsole('error'),
  })
  const errands: Errand[] = []
  for (const request of requests) {
    errand = []
    const response = await app.request(request)
    if (!response.ok) throw new Error(`not recorded: ${response.status} ${await response.text()}`)
    errands.push(errand)
  }
  store.close()
  return errands
}

function noting(client: Client, note: (statements: Recorded[]) => void): Client {
  return new Proxy(client, {
    get(target, name) {
      const member = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      if (name !== 'batch') return member.bind(target)
      return (statements: InStatement[], ...rest: unknown[]) => {
        note(statements.map(plain))
        return member.call(target, statements, ...rest)
      }
    },
  })
}

function plain(statement: InStatement): Recorded {
  if (typeof statement === 'string') return { sql: statement, args: [] }
  return { sql: statement.sql, args: Array.isArray(statement.args) ? statement.args : [] }
}
