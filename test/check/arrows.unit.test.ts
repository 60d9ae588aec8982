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
  ['widget/loader/index.ts', "import { en } from '../locales/en'", /no framework/],
  ['widget/panel/index.tsx', "import { Spin } from '../../sdk/contract/wheel'", /only types from there/],
  ['widget/panel/index.tsx', "import { sign } from '../../sdk/server/sign'", /imports from sdk\/browser/],
  ['widget/panel/index.tsx', "import uplot from 'uplot'", /uses preact/],
  ['widget/panel/index.tsx', "const a = await import('../../api/app')", /imports from sdk\/browser/],
  ['api/wheel/spin.ts', "import { sign } from '../../sdk/server/sign'", /imports from sdk\/contract/],
  ['api/app.ts', "import { shop } from '../demo/server'", /imports from sdk\/contract/],
  ['demo/server.ts', "import { app } from '../api/app'", /imports from sdk, widget/],
  ['demo/server.ts', "import { still } from '../test/clock'", /imports from sdk, widget/],
  ['api/rewards/issue.ts', "import { nextSpin } from '../wheel/state'", /would be a circle/],
  ['api/wallet/ledger.ts', "import { issue } from '../rewards/issue'", /would be a circle/],
  ['api/wallet/ledger.ts', "import { insertCustomer } from '../customers/create'", /would be a circle/],
  [
    'api/merchants/tenant.ts',
    "import { append } from '../wallet/ledger'",
    /merchants stands on no other domain/,
  ],
  ['api/earning/settle.ts', "import { lines } from '../orders/lines'", /would be a circle/],
  ['api/tiers/ladder.ts', "export { credit } from '../wallet/ledger'", /would be a circle/],
  ['api/wheel/draw.ts', "import { fifo } from '../surprise/fifo'", /only the entries know it/],
  ['api/surprise/fifo.ts', "import { award } from '../earning/award'", /has no place among the domains/],
  ['api/http/auth.ts', "import { spend } from '../wallet/spend'", /every domain stands on api\/http/],
  ['api/store/store.ts', "import { auth } from '../http/auth'", /every domain stands on api\/store/],
  ['api/wheel/spin.ts', "import { app } from '../app'", /only the entries know it/],
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
  ['widget/loader/index.ts', "import { countNews } from '../news'"],
  [
    'widget/panel/index.tsx',
    "import { signal } from '@preact/signals'\nimport css from './panel.css?inline'",
  ],
  [
    'api/wheel/draw.ts',
    "import { issue } from '../rewards/issue'\nimport { zone } from '../merchants/calendar'",
  ],
  ['api/wallet/account.ts', "import { earnings } from '../earning/table'"],
  ['api/wallet/account.ts', "import { readCustomer } from '../customers/read'"],
  ['api/tiers/ladder.ts', "import type { Ledger } from '../wallet/ledger'"],
  ['api/wheel/read.ts', "import { route } from '../http/route'\nimport { commit } from '../store/commit'"],
  ['api/customers/routes.ts', "import { adjust } from '../earning/adjust'"],
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

  it('lets a verb use the statements of any domain, but no verb of another', () => {
    const perform = "import { perform } from '../http/perform'\n"
    const files = new Map([
      ['api/wallet/adjust.ts', `${perform}import { openBooks } from '../earning/books'`],
      ['api/earning/books.ts', "import { issue } from '../rewards/issue'"],
    ])
    expect(arrowProblems(files)).toEqual([])
    files.set('api/orders/refund.ts', `${perform}import { adjust } from '../wallet/adjust'`)
    expect(arrowProblems(files)).toEqual([expect.stringMatching(/^api\/orders\/refund.ts:2 .*two batches/)])
  })

  it('keeps what the loader brings with it as plain as the loader', () => {
    const files = new Map([
      ['widget/loader/index.ts', "import { countNews } from '../news'"],
      ['widget/news.ts', "import { signal } from '@preact/signals'"],
    ])
    expect(arrowProblems(files)).toEqual([expect.stringMatching(/^widget\/news.ts:1 .*no framework/)])
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
