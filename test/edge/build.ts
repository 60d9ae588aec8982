import { spawnSync } from 'node:child_process'

/** What is stale is built before the tests, so that none of them passes on yesterday's bundle. */
export function setup(): void {
  const build = ['.ci/build.mjs', 'worker', 'riggedWorker']
  const { status, stderr } = spawnSync(process.execPath, build, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
