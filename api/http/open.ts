import { sql } from 'drizzle-orm'
import { programs } from '../merchants/table'
import type { Api } from './endpoint'

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
  api.doc31('/openapi.json', c => ({
    openapi: '3.1.0',
    info: {
      title: 'Laurel',
      version: '1',
      description: 'Points, tiers, a fair prize wheel and signed reward codes.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: c.get('platform').publicUrl }],
  }))
  api.get('/.well-known/jwks.json', c => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', `public, max-age=600, stale-if-error=${DAY_S}`)
    return c.json(c.get('platform').signingKeys.publicJwks)
  })
  api.get('/healthz', c => c.json({ status: 'ok' }))
  api.get('/readyz', async c => {
    await c.get('store').ping(sql`SELECT version FROM ${programs} LIMIT 1`)
    return c.json({ status: 'ready' })
  })
}
