import type { Api } from './endpoint'
import { openReadiness } from './readiness'
import { problem } from './refusal'

const DAY_S = 86_400

/** What anybody may ask: the document, the public keys, and whether we are well. */
export function openRoutes(api: Api): void {
  const readiness = openReadiness()
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
    const { obstacle, failure } = await readiness(c.get('store'), c.get('platform').clock())
    if (failure) c.set('failure', failure)
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
