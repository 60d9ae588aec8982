import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { parseEdgeEnv } from '../../api/env'
import worker from '../../api/worker'
import { BUNDLE } from './edge'
import { COMPATIBILITY_DATE } from './workerd'

test('takes nothing of Node along', () => {
  const bundle = readFileSync(BUNDLE, 'utf8')
  expect(ts.preProcessFile(bundle, true, true).importedFiles).toEqual([])
  // What Node has and the edge has not is asked for, never imported.
  const rest = bundle.replaceAll('process?.getBuiltinModule?.(`node:crypto`)', '')
  expect(rest.match(/.{0,40}['"`]node:\w+/g)).toBeNull()
})

test('says which settings are missing', async () => {
  const start = worker.fetch(new Request('https://api.laurel.test/healthz'), { LAUREL_SECRET: 'short' })
  const missing = ['DATABASE_URL', 'DATABASE_AUTH_TOKEN', 'LAUREL_ADMIN_KEY', 'LAUREL_SIGNING_KEYS']
  await expect(start).rejects.toThrow(
    [
      'The environment is not right:',
      ...missing.map(name => `  ${name} must be set`),
      '  LAUREL_SECRET must have at least 32 characters',
      '  PUBLIC_URL must be set',
    ].join('\n'),
  )
})

describe('what is deployed', () => {
  const { config } = ts.parseConfigFileTextToJson('wrangler.jsonc', readFileSync('wrangler.jsonc', 'utf8'))

  test('is the bundle that is tested, as the runtime was on the same day, with no flags', () => {
    expect(config).toMatchObject({ main: BUNDLE, no_bundle: true, compatibility_date: COMPATIBILITY_DATE })
    expect(config).not.toHaveProperty('compatibility_flags')
    expect(config.build.command).toBe('npm run bundle')
  })

  test('wakes up every minute', () => {
    expect(config.triggers).toEqual({ crons: ['* * * * *'] })
  })

  test('has every setting but those that are secret', () => {
    const secrets = ['DATABASE_AUTH_TOKEN', 'LAUREL_ADMIN_KEY', 'LAUREL_SIGNING_KEYS', 'LAUREL_SECRET']
    expect(() => parseEdgeEnv(config.vars)).toThrow(
      ['The environment is not right:', ...secrets.map(name => `  ${name} must be set`)].join('\n'),
    )
  })

  test('serves the widget as the server on Node does', () => {
    const { status, stderr } = spawnSync(process.execPath, ['.ci/bundle.mjs'], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const { files } = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8'))
    const served = Object.keys(files).filter(file =>
      existsSync(join(config.assets.directory, 'widget/v1', file)),
    )
    expect(served).toEqual(Object.keys(files))
    const headers = readFileSync(join(config.assets.directory, '_headers'), 'utf8')
    const hashed = /^\/widget\/v1\/\*(-[0-9a-f]{8}\.js)$/m.exec(headers)?.[1] ?? 'none'
    expect(Object.keys(files).filter(file => !file.endsWith(hashed))).toEqual(['laurel.js'])
  })
})
