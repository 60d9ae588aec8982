import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root } from './prepare.mjs'
import { buildApart, loadSettings } from './servers.mjs'
import { stale } from './targets.mjs'

// `npm run backup -- backups/laurel.db`: copies the database file, also while the server is running.
const [target] = process.argv.slice(2)
process.chdir(root)
prepare({ production: stale(['api']).length === 0 })
buildApart(['api'])
loadSettings()
process.argv = [process.execPath, resolve('dist/api/backup.js')]
if (target) process.argv.push(resolve(process.env.INIT_CWD ?? root, target))
await import(pathToFileURL(process.argv[1]).href)
