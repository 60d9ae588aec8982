import { parseEnv } from './env'
import { MIGRATIONS } from './store/all-migrations'
import { migrate } from './store/migrate'
import { openRemote } from './store/remote'

/** Brings a remote server up to date before an edge deployment: the edge entry itself never migrates. */
async function start(): Promise<void> {
  const { DATABASE_URL, DATABASE_AUTH_TOKEN } = parseEnv(process.env)
  if (DATABASE_URL.startsWith('file:'))
    throw new Error('DATABASE_URL is a file; the server migrates that when it starts')
  const driver = openRemote(DATABASE_URL, DATABASE_AUTH_TOKEN)
  const applied = await migrate(driver, MIGRATIONS, Date.now())
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'Nothing to apply')
  driver.close()
}

start().catch(error => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
