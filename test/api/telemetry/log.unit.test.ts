import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const program = (module: string, open: string) => `
  import { ${open} } from './api/telemetry/${module}.ts'
  for (const threshold of ['silent', 'debug', 'warn']) {
    const log = ${open}(threshold)
    for (const level of ['debug', 'info', 'warn', 'error'])
      log[level]({ status: 200, refusal: undefined, merchantId: null, word: '"quoted"\\n' }, threshold)
  }`

/** What a process says, in the order of the alphabet: one writes to two streams. */
function said(module: string, open: string): string[] {
  const options = ['--import', 'tsx', '--input-type=module', '--eval', program(module, open)]
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' })
  const lines = `${stdout}${stderr}`.trim().split('\n')
  return lines.map(line => line.replace(/"time":"\d{4}-\d\d-\d\dT[\d:.]+Z"/, '"time":"…"')).sort()
}

it('reads the same on Node and on an edge runtime, from its threshold up', () => {
  const rest = '"time":"…","status":200,"merchantId":null,"word":"\\"quoted\\"\\n"'
  const line = (level: string, threshold: string) => `{"level":"${level}",${rest},"message":"${threshold}"}`
  const expected = [
    ...['debug', 'info', 'warn', 'error'].map(level => line(level, 'debug')),
    ...['warn', 'error'].map(level => line(level, 'warn')),
  ].sort()
  expect(said('log-to-stdout', 'logToStdout')).toEqual(expected)
  expect(said('log', 'logToConsole')).toEqual(expected)
})

const LINES_A_TURN = 40
/** Says so many lines of some 300 bytes without a pause, and ends with an error. */
const chatter = (lines: number) => `
  import { logToStdout } from './api/telemetry/log-to-stdout.ts'
  import { sayLastWords } from './api/telemetry/last-words.ts'
  const log = logToStdout('info')
  sayLastWords(log)
  for (let line = 0; line < ${lines}; line++) {
    if (line % ${LINES_A_TURN} === 0) await new Promise(resolve => setImmediate(resolve))
    log.info({ line, rest: 'x'.repeat(200) }, 'a line')
  }
  process.stderr.write('said')
  throw new Error('too much')`

/** What a reader finds who begins to read when all has been said. Throws where a line is torn. */
async function readLate(lines: number): Promise<{ line?: number; level: string; message: string }[]> {
  const options = ['--import', 'tsx', '--input-type=module', '--eval', chatter(lines)]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [word] = await once(child.stderr, 'data')
  expect(String(word)).toBe('said')
  return (await text(child.stdout))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

const LAST_WORDS = { level: 'error', message: 'the process ends' }

it('neither waits for a reader nor loses or tears a line, up to its last words', async () => {
  const said = await readLate(40_000)
  expect(said.map(({ line }) => line)).toEqual([...Array(40_000).keys(), undefined])
  expect(said.at(-1)).toMatchObject(LAST_WORDS)
})

it('loses what a reader leaves it no room for, but no part of a line and not its last words', async () => {
  const said = await readLate(100_000)
  expect(said.length).toBeLessThan(100_000)
  expect(said.at(-1)).toMatchObject(LAST_WORDS)
})
