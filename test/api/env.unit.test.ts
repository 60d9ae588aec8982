import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseEdgeEnv, parseEnv } from '../../api/env'

describe('the environment', () => {
  it('needs nothing to be set, and takes an empty setting for none', () => {
    const settings = { HOST: '', TRUST_PROXY: '', LOG_LEVEL: '', METRICS_TOKEN: '' }
    expect(parseEnv(settings)).toEqual({
      ...{ PORT: 8787, DATABASE_URL: 'file:data/laurel.db', TRUST_PROXY: 0 },
      ...{ RATE_LIMIT_SECRET: 6000, RATE_LIMIT_PAGE: 1200 },
    })
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

  it('refuses to make up an issuer of codes in production', () => {
    expect(() => parseEnv({ NODE_ENV: 'production' })).toThrow('  PUBLIC_URL must be set in production')
    const set = { NODE_ENV: 'production', PUBLIC_URL: 'https://loyalty.shop.example' }
    expect(parseEnv(set)).toMatchObject(set)
  })

  it('never repeats what was set', () => {
    for (const parse of [parseEnv, parseEdgeEnv])
      expect(() => parse({ LAUREL_SECRET: 'hunter2', METRICS_TOKEN: 'hunter2' })).toThrow(/^(?!.*hunter2)/s)
  })

  it('is explained, setting by setting, in .env.example', () => {
    const explained = new Set(
      readFileSync('.env.example', 'utf8')
        .match(/^#?[A-Z_]+(?==)/gm)
        ?.map(name => name.replace('#', '')),
    )
    const settings =
      readFileSync('api/env.ts', 'utf8')
        .match(/^ {2}[A-Z_]+(?=:)/gm)
        ?.map(name => name.trim()) ?? []
    expect(settings.length).toBeGreaterThan(10)
    expect(settings.filter(name => name !== 'NODE_ENV' && !explained.has(name))).toEqual([])
  })
})
