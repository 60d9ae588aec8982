import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root } from './prepare.mjs'
import { buildApart, endWithNpm, loadSettings } from './servers.mjs'
import { served, stale } from './targets.mjs'

// `npm run serve`: the API alone, for production. Once built, it needs no developer's packages.
process.chdir(root)
prepare({ production: stale(served).length === 0 })
buildApart(served)
loadSettings()
endWithNpm()
process.env.NODE_ENV = 'production'
process.argv[1] = resolve('dist/api/node.js')
await import(pathToFileURL(process.argv[1]).href)
