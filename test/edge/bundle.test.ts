import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import worker from '../../api/worker'
import { BUNDLE } from './edge'

test('takes nothing of Node along', () => {
  const bundle = readFileSync(BUNDLE, 'utf8')
  expect(ts.preProcessFile(bundle, true, true).importedFiles).toEqual([])
  expect(bundle).not.toMatch(/['"`]node:\w/)
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
