import { sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { LATEST_MIGRATION } from '../store/all-migrations'
import type { Store } from '../store/store'
import { failureOf } from '../telemetry/failure'
import type { Env } from './call'
import type { Api } from './endpoint'
import { problem } from './refusal'

const DAY_S = 86_400

/** What anybody may ask: the document, the public keys, and whether we are well. */
export function openRoutes(api: Api): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'adminKey', { type: 'http', scheme: 'bearer' })
  api.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', { type: 'http', scheme: 'bearer' })
  api.openAPIRegistry.registerComponent('securitySchemes', 'customerToken', {
    ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'guestToken', {
    ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'publishableKey', {
    type: 'apiKey',
    in: 'query',
    name: 'key',
  })
  // It takes long to make, and once it is asked for every route is there.
  let document: string | undefined
  api.get('/openapi.json', c => {
    document ??= JSON.stringify(api.getOpenAPI31Document(headOf(c.get('platform').publicUrl)))
    return c.body(document, 200, { 'Content-Type': 'application/json' })
  })
  api.get('/.well-known/jwks.json', c => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', `public, max-age=600, stale-if-error=${DAY_S}`)
    return c.json(c.get('platform').signingKeys.publicJwks)
  })
  api.get('/healthz', c => c.json({ status: 'ok' }))
  api.get('/readyz', async c => {
    const obstacle = await obstacleOf(c)
    return obstacle ? problem(c, 'not_ready', { detail: obstacle }) : c.json({ status: 'ready' })
  })
}

/** What the document says beside the routes. */
const headOf = (publicUrl: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Laurel',
    version: '1',
    description: 'Points, tiers, a fair prize wheel and signed reward codes.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: publicUrl }],
})

/** Why we could not serve a request now; the log has more. A database ahead of us is one that is being upgraded. */
async function obstacleOf(c: Context<Env>): Promise<string | undefined> {
  try {
    return (await isMigrated(c.get('store')))
      ? undefined
      : 'The database has not been migrated to this version'
  } catch (error) {
    c.set('failure', failureOf(error))
    return 'The database does not answer'
  }
}

async function isMigrated({ db, read }: Store): Promise<boolean> {
  const { tables } = await read({
    tables: db.all(sql`SELECT 1 FROM sqlite_master WHERE name = '_migrations'`),
  })
  if (tables.length === 0) return false
  const latest = sql`SELECT 1 FROM _migrations WHERE id = ${LATEST_MIGRATION}`
  return (await read({ latest: db.all(latest) })).latest.length === 1
}
