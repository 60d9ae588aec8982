import { describe, expect, it } from 'vitest'
import { parseEdgeEnv, parseEnv } from '../../api/env'

describe('the environment', () => {
  it('needs nothing to be set, and takes an empty setting for none', () => {
    const settings = { HOST: '', TRUST_PROXY: '', LOG_LEVEL: '', METRICS_TOKEN: '' }
    expect(parseEnv(settings)).toEqual({ PORT: 8787, DATABASE_URL: 'file:data/laurel.db', TRUST_PROXY: 0 })
  })

  it.each([
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', '1.5'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'short'],
    ['PORT', '70000'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(`  ${name} `)
  })

  it('never repeats what was set', () => {
    for (const parse of [parseEnv, parseEdgeEnv])
      expect(() => parse({ LAUREL_SECRET: 'hunter2', METRICS_TOKEN: 'hunter2' })).toThrow(/^(?!.*hunter2)/s)
  })
})
