import { spawnSync } from 'node:child_process'
import { buildStale } from './build.mjs'
import { prepare } from './prepare.mjs'
import { served } from './targets.mjs'

// `npm run bench`: the built API against what the same foundations can do at best. test/bench has the rows.
prepare()
await buildStale(served)
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'test/bench/run.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
