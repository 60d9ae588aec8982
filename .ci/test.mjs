import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale } from './build.mjs'
import { prepareChromium } from './chromium.mjs'
import { fail, prepare } from './prepare.mjs'
import { contractSuite, runtimes, stagesOf, testFiles, vitestStages } from './stages.mjs'

// `npm test`: all stages, stopping at the first red one.
// `npm test -- unit api`: these only. `npm test -- unit -- -t wheel`: what follows goes to vitest.

/** Colours are for terminals; vitest would also write them into the log of a build server. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' }

/** Each stage says how many passed and failed. A step that is not a test counts when it fails. */
const run = {
  async prepare() {
    prepare()
    if (wanted.includes('journeys')) prepareChromium()
  },
  async build() {
    await buildStale()
  },
  async check() {
    const { check } = await import('./check.mjs')
    return check()
  },
  ...Object.fromEntries(vitestStages.map(stage => [stage, () => vitest(stage)])),
}

const [named, forVitest] = splitArguments(process.argv.slice(2))
const unknown = named.filter(name => !(name in run))
if (unknown.length > 0)
  fail(`No stage is called ${unknown.join(', ')}; there are: ${Object.keys(run).join(', ')}`)
const wanted = named.length > 0 ? ['prepare', 'build', ...named] : Object.keys(run)
const order = Object.keys(run).filter(stage => wanted.includes(stage))

let passed = 0
let failed = 0
/** How many tests of the contract suite passed in each runtime. */
const contract = {}
for (const [index, stage] of order.entries()) {
  console.log(`\n── ${stage} ${'─'.repeat(60 - stage.length)}`)
  const begun = performance.now()
  const counts = await outcomeOf(stage)
  passed += counts.passed
  failed += counts.failed
  if (stage in runtimes) contract[runtimes[stage]] = counts.contract
  console.log(`${stage}: ${inWords(counts)}${((performance.now() - begun) / 1000).toFixed(1)} s`)
  if (counts.failed > 0) {
    const left = order.slice(index + 1)
    if (left.length > 0) console.log(`\nStopped at ${stage}; not run: ${left.join(', ')}`)
    break
  }
}
if (failed === 0 && forVitest.length === 0) failed += unequalContracts()
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

async function outcomeOf(stage) {
  try {
    return { passed: 0, failed: 0, ...(await run[stage]()) }
  } catch (error) {
    console.error(error.message)
    return { passed: 0, failed: 1 }
  }
}

/** One contract: every runtime runs the same tests. Says how many, and returns how many runtimes differ. */
function unequalContracts() {
  const counts = Object.entries(contract)
  if (counts.length === 0) return 0
  console.log(`\n${contractSuite}: ${counts.map(([name, count]) => `${name} ${count}`).join(', ')} tests`)
  const differing = counts.filter(([, count]) => count !== counts[0][1])
  for (const [name] of differing) console.log(`✗ ${name} runs other tests than ${counts[0][0]}`)
  return differing.length
}

function inWords({ passed, failed, skipped }) {
  if (passed + failed === 0) return ''
  return `${passed} passed, ${failed} failed, ${skipped ? `${skipped} skipped, ` : ''}`
}

/** @returns the stages named, and what follows a second `--` (npm takes the first) */
function splitArguments(args) {
  const at = args.indexOf('--')
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)]
}

function vitest(stage) {
  const files = testFiles().filter(path => stagesOf(path).includes(stage))
  if (files.length === 0) {
    console.log('no test files')
    return {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'laurel-'))
  const countsFile = join(folder, 'counts.json')
  const reporters = ['--reporter=default', '--reporter=./.ci/reporter.mjs']
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', stage, ...reporters, ...forVitest],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...plain, ...process.env, LAUREL_COUNTS: countsFile } },
  )
  const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : undefined
  rmSync(folder, { recursive: true })
  return judged(counts, status, files)
}

/** Green takes more than nothing red: something has to have run, and of everything that exists. */
function judged(counts, status, files) {
  if (!counts) throw new Error(`vitest ended (${status}) before it ran anything`)
  if (counts.failed > 0) return counts
  if (status !== 0) throw new Error(`vitest ended with ${status} though no test failed`)
  if (counts.passed === 0)
    throw new Error(`not one test was executed, though there are ${files.length} test files`)
  if (forVitest.length === 0 && counts.files !== files.length) {
    throw new Error(`vitest ran ${counts.files} of these ${files.length} test files:\n${files.join('\n')}`)
  }
  return counts
}
