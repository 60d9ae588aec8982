import { createMiddleware } from 'hono/factory'
import { sha256 } from '../store/crypto'
import type { Metrics } from '../telemetry/metrics'
import { bearerIn } from './credential'
import type { Api } from './endpoint'
import { refuse } from './refusal'

/** For a Prometheus server that has the token. It is a key of its own, so that who may look may not create merchants. */
export function mountMetrics(api: Api, metrics: Metrics, token: string): void {
  api.get('/metrics', bearing(token), async c => {
    c.header('Cache-Control', 'no-store')
    return c.body(await metrics.page(), 200, { 'Content-Type': metrics.contentType })
  })
}

/** Hashes are compared, so that the time it takes says nothing about the token. */
const bearing = (token: string) =>
  createMiddleware(async (c, next) => {
    const sent = bearerIn(c.req.header('Authorization'))
    if (!sent || (await sha256(sent)) !== (await sha256(token)))
      throw refuse('unauthenticated', 'This needs METRICS_TOKEN')
    await next()
  })
