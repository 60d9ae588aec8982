import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { buildStale } from './build.mjs'
import { prepare } from './prepare.mjs'
import { stagesOf, testFiles } from './stages.mjs'

const typesCache = 'dist/.stamps/types.tsbuildinfo'
const colors = process.stdout.isTTY

/** Each step says what is wrong, or nothing. */
const steps = {
  'format and lint': () =>
    tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', `--colors=${colors ? 'force' : 'off'}`),
  imports: importProblems,
  types: () => tool('typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', typesCache),
  tests: strayTests,
  sizes: sizeProblems,
  package: packageProblems,
}

/** Runs every step, also after a red one, so that one run shows all there is to do. */
export async function check() {
  let failed = 0
  for (const [name, step] of Object.entries(steps)) {
    const begun = performance.now()
    const problems = await step()
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    for (const problem of problems) console.log(problem)
    console.log(`${problems.length > 0 ? '✗' : '✓'} ${name} (${seconds} s)`)
    if (problems.length > 0) failed++
  }
  return { passed: Object.keys(steps).length - failed, failed }
}

async function importProblems() {
  const { arrowProblems, readSources } = await import('../test/check/arrows.mjs')
  return arrowProblems(readSources())
}

function strayTests() {
  const strays = testFiles().filter(path => stagesOf(path).length === 0)
  return strays.map(path => `${path}: no stage runs this file; see vitest.config.ts`)
}

async function sizeProblems() {
  const { sizes } = await import('./sizes.mjs')
  const rows = await sizes()
  for (const { name, bytes, limit } of rows) {
    const share = `${Math.round((bytes / limit) * 100)} %`
    console.log(
      `  ${name.padEnd(24)}${String(bytes).padStart(7)} of ${String(limit).padStart(6)} bytes ${share.padStart(6)}`,
    )
  }
  return rows
    .filter(({ bytes, limit }) => !(bytes <= limit))
    .map(
      ({ name, bytes, limit }) =>
        `${name}: ${bytes} bytes, ${bytes - limit} over its budget in .ci/budgets.json`,
    )
}

async function packageProblems() {
  if (!existsSync('dist/sdk/package.json')) return []
  return (await import('./package.mjs')).packageProblems()
}

/** Runs a program of node_modules, whose own output says what is wrong. */
function tool(program, ...args) {
  const { status } = spawnSync(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0 ? [] : [`${program.split('/').at(-1)} ended with ${status}`]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  prepare()
  await buildStale()
  const { failed } = await check()
  process.exit(failed > 0 ? 1 : 0)
}
