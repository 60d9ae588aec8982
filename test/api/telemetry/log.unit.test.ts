import { spawnSync } from 'node:child_process'
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
