import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { BENCH_FOLDER } from './api'
import { type Figure, warmUp } from './contest'
import { type Spent, summarise } from './cpu-profile'
import type { Row, Terms } from './row'

const SHOWN = 20

/** Runs the measured side of a row in a process that is watched, and says where its time went. */
export async function profile(row: Row, terms: Terms): Promise<string[]> {
  const folder = join(BENCH_FOLDER, `profile-${row.name}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${folder}`]
  const watched = row.inProcess
    ? undefined
    : { entry: await buildWithMap(join(folder, 'build')), nodeArguments }
  const contest = await row.open({ ...terms, watched })
  await warmUp(contest.measured)
  const { perSecond, cpuUs } = row.inProcess
    ? await watching(contest.measured, terms.seconds, join(folder, 'here.cpuprofile'))
    : await contest.measured()
  await contest.close()
  const written = readdirSync(folder).find(name => name.endsWith('.cpuprofile'))
  if (!written) throw new Error(`${row.name} was measured in no process that could be watched`)
  const file = join(folder, written)
  const { places, functions, inclusive } = summarise(file, terms.seconds)
  return [
    '',
    `${row.name}: ${Math.round(perSecond)} a second, ${Math.round(cpuUs)} µs CPU each, while being watched`,
    ...table('self time by package or file', places, cpuUs),
    ...table('self time by function', functions, cpuUs),
    ...table('our functions with all they call, but for what is awaited', inclusive, cpuUs),
    `  all of it: ${file}`,
  ]
}

/** Rounds for `seconds` in this very process, as `--cpu-prof` would have watched them in another: the last of them. */
async function watching(round: () => Promise<Figure>, seconds: number, file: string): Promise<Figure> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  const begun = performance.now()
  let figure = await round()
  while (performance.now() - begun < seconds * 1000) figure = await round()
  const stopped = await session.post('Profiler.stop')
  session.disconnect()
  writeFileSync(file, JSON.stringify(stopped.profile))
  return figure
}

/** The same bundle as the one that is served, with a map from its lines to our files. */
async function buildWithMap(outDir: string): Promise<string> {
  await build({
    mode: 'api',
    logLevel: 'warn',
    build: { outDir: resolve(outDir), emptyOutDir: false, sourcemap: true },
  })
  return join(outDir, 'node.js')
}

const table = (title: string, spent: Spent[], cpuUs: number): string[] => [
  `  ${title}`,
  ...spent.slice(0, SHOWN).map(({ name, share }) => {
    const percent = (share * 100).toFixed(1).padStart(5)
    return `    ${percent} % ${String(Math.round(share * cpuUs)).padStart(6)} µs  ${name}`
  }),
]
