import { describe, expect, it } from 'vitest'
import { arrowProblems } from './arrows.mjs'

const refused: [file: string, text: string, reason: RegExp][] = [
  ['sdk/contract/wheel.ts', "import { sign } from '../server/sign'", /imports from no other part/],
  ['sdk/contract/wheel.ts', "import { Hono } from 'hono'", /uses zod at run time/],
  ['sdk/browser/client.ts', "import { z } from 'zod'", /no zod at run time/],
  ['sdk/browser/client.ts', "import { Spin } from '../contract/wheel'", /only types from there/],
  ['sdk/browser/client.ts', "import { type Spin } from '../contract/wheel'", /only types from there/],
  ['sdk/browser/client.ts', "export { Spin } from '../contract/wheel'", /only types from there/],
  ['sdk/browser/client.ts', "import { sign } from '../server/sign'", /imports from sdk\/verify/],
  ['sdk/verify/spin.ts', "import { roll } from '../../api/wheel/odds'", /without any code that drew it/],
  [
    'sdk/server/sign.ts',
    "import { spin } from '../../api/wheel/spin'",
    /imports from sdk\/contract, sdk\/verify/,
  ],
  ['widget/loader/index.ts', "import { render } from 'preact'", /no framework/],
  ['widget/loader/index.ts', "import { Panel } from '../panel/index'", /no framework/],
  ['widget/panel/index.tsx', "import { Spin } from '../../sdk/contract/wheel'", /only types from there/],
  ['widget/panel/index.tsx', "import { sign } from '../../sdk/server/sign'", /imports from sdk\/browser/],
  ['widget/panel/index.tsx', "import uplot from 'uplot'", /uses preact/],
  ['widget/panel/index.tsx', "const a = await import('../../api/app')", /imports from sdk\/browser/],
  ['api/wheel/spin.ts', "import { sign } from '../../sdk/server/sign'", /imports from sdk\/contract/],
  ['api/app.ts', "import { shop } from '../demo/server'", /imports from sdk\/contract/],
  ['demo/server.ts', "import { app } from '../api/app'", /imports from sdk, widget/],
  ['demo/server.ts', "import { still } from '../test/clock'", /imports from sdk, widget/],
  ['api/rewards/issue.ts', "import { spin } from '../wheel/spin'", /would be a circle/],
  ['api/wallet/spend.ts', "import { issue } from '../rewards/issue'", /would be a circle/],
  ['api/customers/read.ts', "import { spend } from '../wallet/spend'", /would be a circle/],
  ['api/merchants/read.ts', "import { read } from '../customers/read'", /merchants uses no other domain/],
  ['api/wheel/spin.ts', "import { award } from '../earning/award'", /would be a circle/],
  ['api/earning/award.ts', "import { upsert } from '../orders/upsert'", /would be a circle/],
  ['api/surprise/verb.ts', "import { award } from '../earning/award'", /has no place among the domains/],
  ['api/http/auth.ts', "import { spend } from '../wallet/spend'", /every domain stands on api\/http/],
  ['api/store/store.ts', "import { auth } from '../http/auth'", /every domain stands on api\/store/],
  ['api/wheel/spin.ts', "import { app } from '../app'", /would be a circle/],
  ['api/wheel/spin.ts', "import { readFileSync } from 'node:fs'", /where there is no Node/],
  ['api/http/serve.ts', "import { serve } from '@hono/node-server'", /where there is no Node/],
  ['api/wheel/spin.ts', 'await client.transaction()', /a change is one batch/],
  ['api/store/store.ts', "await db.transaction(async tx => tx.run('x'))", /a change is one batch/],
]

const allowed: [file: string, text: string][] = [
  ['sdk/browser/client.ts', "import type { Spin } from '../contract/wheel'"],
  ['sdk/browser/client.ts', "let a: import('../contract/wheel').Spin"],
  ['sdk/server/sign.ts', "import { SignJWT } from 'jose'\nimport { Spin } from '../contract'"],
  ['widget/loader/index.ts', "import type { Commands } from '../panel/commands'"],
  [
    'widget/panel/index.tsx',
    "import { signal } from '@preact/signals'\nimport css from './panel.css?inline'",
  ],
  ['api/wheel/spin.ts', "import { issue } from '../rewards/issue'\nimport { find } from '../merchants/read'"],
  ['api/wallet/account.ts', "import { earnings } from '../earning/table'"],
  ['api/wallet/account.ts', "import type { Grant } from '../tiers/ladder'"],
  ['api/wheel/routes.ts', "import { route } from '../http/route'\nimport { commit } from '../store/commit'"],
  ['api/app.ts', "import { routes } from './wheel/routes'"],
  ['api/node.ts', "import { serve } from '@hono/node-server'"],
  ['demo/server.ts', "import { sign } from '../sdk/server'\nimport { createServer } from 'node:http'"],
]

describe('import arrows', () => {
  it.each(refused)('%s may not: %s', (file, text, reason) => {
    const [problem, ...others] = arrowProblems(new Map([[file, `\n${text}`]]))
    expect(problem).toMatch(new RegExp(`^${file}:2 `))
    expect(problem).toMatch(reason)
    expect(others).toEqual([])
  })

  it.each(allowed)('%s may: %s', (file, text) => {
    expect(arrowProblems(new Map([[file, text]]))).toEqual([])
  })

  it('lets a file use Node when only the entry for Node reaches it', () => {
    const files = new Map([
      ['api/node.ts', "import { open } from './store/embedded'"],
      ['api/store/embedded.ts', "import { mkdirSync } from 'node:fs'"],
    ])
    expect(arrowProblems(files)).toEqual([])
    files.set('api/app.ts', "import { open } from './store/embedded'")
    expect(arrowProblems(files)).toEqual([
      expect.stringMatching(/^api\/store\/embedded\.ts:1 imports node:fs/),
    ])
  })
})
