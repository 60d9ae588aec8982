import { spawnSync } from 'node:child_process'
import { prepare } from './prepare.mjs'
import { loadSettings } from './servers.mjs'

// `npm run migrate`: brings the remote server of DATABASE_URL up to date, before an edge deployment.
prepare()
loadSettings()
const { status } = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'api/migrate.ts'], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
