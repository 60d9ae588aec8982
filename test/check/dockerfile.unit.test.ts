import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandOf, healthCommandOf, isIgnored, readDockerfile } from '../../.ci/dockerfile.mjs'
import { filesIn } from '../../.ci/targets.mjs'

const steps = readDockerfile()
const lastStage = steps.slice(steps.findLastIndex(({ word }) => word === 'FROM'))
const said = (word: string) => lastStage.filter(step => step.word === word).map(({ rest }) => rest)

describe('what is left out of an image', () => {
  it.each([
    ['*\n!api', 'api/app.ts', false],
    ['*\n!api', 'apis', true],
    ['*\n!api', '.env', true],
    ['*\n!api\napi/secret.ts', 'api/secret.ts', true],
    ['*\n!deploy/a.mjs', 'deploy/a.mjs', false],
    ['*\n!deploy/a.mjs', 'deploy/b.mjs', true],
    ['**/*.md', 'README.md', true],
    ['**/*.md', 'sdk/deep/README.md', true],
    ['*.md', 'sdk/README.md', false],
    ['# a\n\ndata', 'database', false],
  ])('by %j: %s %s', (patterns, path, ignored) => {
    expect(isIgnored(path, patterns)).toBe(ignored)
  })

  it('is whatever the build does not need', () => {
    const patterns = readFileSync('.dockerignore', 'utf8')
    const kept = (path: string) => !isIgnored(path, patterns)
    for (const path of ['.env', '.git/config', 'data/laurel.db', 'secrets.json', 'test/seed.ts', '.dev.vars'])
      expect([path, kept(path)]).toEqual([path, false])
    for (const path of ['api/node.ts', 'widget/loader/index.ts', '.ci/build.mjs', 'package-lock.json'])
      expect([path, kept(path)]).toEqual([path, true])
    const needed = ['api', 'sdk', 'widget'].flatMap(filesIn).filter(path => /\.(tsx?|css|json)$/.test(path))
    expect(needed.filter(path => !kept(path))).toEqual([])
  })
})

describe('the container', () => {
  it('runs as nobody in particular, over one volume, and ends when it is asked to', () => {
    expect(said('USER')).toEqual(['1000:1000'])
    expect(said('VOLUME')).toEqual(['/data'])
    expect(said('STOPSIGNAL')).toEqual(['SIGTERM'])
    expect(said('ENV').join(' ')).toContain('NODE_ENV=production')
    expect(said('CMD').map(commandOf)).toEqual([
      ['node', '--max-semi-space-size=32', '--use-largepages=silent', 'dist/api/node.js'],
    ])
  })

  it('starts as the service of a plain server does, and `npm run serve`', () => {
    const [[, ...options] = []] = said('CMD').map(commandOf)
    const unit = readFileSync('deploy/laurel.service', 'utf8')
    expect(unit).toContain(`ExecStart=/usr/bin/node ${options.join(' ')}\n`)
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { serve: string } }
    expect(scripts.serve).toBe(`node ${options.slice(0, -1).join(' ')} .ci/serve.mjs`)
  })

  it('is asked how it is by a file it has', () => {
    const [check = ''] = said('HEALTHCHECK')
    expect(healthCommandOf(check)).toEqual(['node', 'healthcheck.mjs'])
    expect(said('COPY').join(' ')).toContain('deploy/healthcheck.mjs')
  })

  it('takes nothing from this repository that is not there', () => {
    const copies = steps.filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
    const sources = copies.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    expect(sources.filter(path => !existsSync(path))).toEqual([])
  })
})
