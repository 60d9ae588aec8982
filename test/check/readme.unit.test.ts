import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { vitestStages } from '../../.ci/stages.mjs'
import { type Facts, falseClaims } from './claims'

const facts: Facts = {
  scripts: ['start', 'test', 'dev'],
  stages: ['unit', 'api'],
  imports: ['laurel-sdk/browser'],
  sizes: [
    { name: 'loader', bytes: 2840, limit: 3000 },
    { name: 'panel', bytes: 15_120, limit: 17_000 },
    { name: 'en', bytes: 1070, limit: 1500 },
    { name: 'sdk/browser', bytes: 4760, limit: 7000 },
  ],
  exists: path => ['sdk', 'sdk/', 'sdk/browser', 'sdk/browser/', 'LICENSE', 'package.json'].includes(path),
}

const lies: [page: string, problem: RegExp][] = [
  ['Run `npm run bench`.', /`npm run bench`: there is no such script/],
  ['Run `npm bench`.', /there is no such script/],
  ['Run `npm dev`.', /there is no such script/],
  ['```\nnpm strat\n```', /`npm strat`: there is no such script/],
  ['`npm test -- unit e2e`', /no stage is called e2e/],
  ['[licence](LICENCE)', /the link LICENCE leads nowhere/],
  ['<img src="docs/shop.png">', /the link docs\/shop.png leads nowhere/],
  ['# Try it\n[below](#run-it)', /the link #run-it leads nowhere/],
  ['see `sdk/brwoser`', /there is no `sdk\/brwoser`/],
  ['see `tsconfig.json`', /there is no `tsconfig.json`/],
  ['see `lib/api/node.ts`', /there is no `lib\/api\/node.ts`/],
  ["`laurel-sdk/client`'s", /there is no `laurel-sdk\/client`/],
  ['the loader has 2.6 kB', /loader has 2840 bytes \(limit 3000\), not 2.6 kB/],
  ['| `laurel.js` | 2.8 kB | 3.5 kB |', /loader has 2840 bytes \(limit 3000\), not 3.5 kB/],
  ['The loader (2.8 kB) opens a panel of 12.0 kB', /panel has 15120 bytes/],
  ['everything fits in 20 kB', /20 kB of what\?/],
]

const truths = [
  'Run `npm start`, `npm test -- unit -- -t spin`, `npm run dev` or `npm install laurel-sdk`.',
  '[licence](LICENSE), [home](https://example.com/x.md), [below](#try-it-now)\n## Try it now!',
  'In `sdk/browser`, `sdk/<name>/index.ts`, `package.json`; not `text/csv`, `/v1/me`, `data/laurel.db`.',
  "`import { createLaurel } from 'laurel-sdk/browser'` is `laurel-sdk/browser`",
  'The loader is 2.8 kB of at most 3 kB, the panel 15.1 kB; headless it is 4.8 kB.',
  'The panel with each everyday screen has 15.1 kB, the language en 1.1 kB more.',
  'Smile.io loads 105 kB ([measured](https://example.com))',
]

describe('what a page claims', () => {
  it.each(lies)('is not so: %s', (page, problem) => {
    expect(falseClaims(page, facts)).toEqual([expect.stringMatching(problem)])
  })

  it.each(truths)('is so: %s', page => {
    expect(falseClaims(page, facts)).toEqual([])
  })
})

describe.each(['README.md', 'deploy/README.md'])('%s', path => {
  it('says nothing that is not so', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const sdk = JSON.parse(readFileSync('sdk/package.json', 'utf8'))
    const measured = execFileSync(process.execPath, ['.ci/sizes.mjs'], { encoding: 'utf8' })
    const repository: Facts = {
      scripts: Object.keys(scripts),
      stages: ['prepare', 'build', 'check', ...vitestStages],
      imports: Object.keys(sdk.exports).map(path => sdk.name + path.slice(1)),
      sizes: JSON.parse(measured),
      exists: named => existsSync(named) || existsSync(join(dirname(path), named)),
    }
    expect(falseClaims(readFileSync(path, 'utf8'), repository)).toEqual([])
  })
})
