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

const LINES = 2400
const LINES_A_TURN = 40
const chatter = `
  import { logToStdout } from './api/telemetry/log-to-stdout.ts'
  import { sayLastWords } from './api/telemetry/last-words.ts'
  const log = logToStdout('info')
  sayLastWords(log)
  for (let line = 0; line < ${LINES}; line++) {
    if (line % ${LINES_A_TURN} === 0) await new Promise(resolve => setImmediate(resolve))
    log.info({ line, rest: 'x'.repeat(200) }, 'a line')
  }
  process.stderr.write('said')
  throw new Error('too much')`

it('neither waits for a reader nor loses or tears a line, up to its last words', async () => {
  const options = ['--import', 'tsx', '--input-type=module', '--eval', chatter]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [word] = await once(child.stderr, 'data')
  expect(String(word)).toBe('said')
  const lines = (await text(child.stdout)).trim().split('\n')
  const said = lines.map(line => JSON.parse(line))
  expect(said.map(({ line }) => line)).toEqual([...Array(LINES).keys(), undefined])
  expect(said.at(-1)).toMatchObject({ level: 'error', message: 'the process ends' })
})
