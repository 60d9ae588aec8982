import { OpenAPIHono } from '@hono/zod-openapi'
import { auditRoutes } from './audit/routes'
import { catalogueRoutes } from './catalogue/routes'
import { customerRoutes } from './customers/routes'
import { feedbackRoutes } from './feedback/routes'
import { guestRoutes } from './guests/routes'
import { askedBy } from './http/again'
import { type AtOnce, answerAtOnce } from './http/at-once'
import { jsonBodies } from './http/body'
import { browserCalls, preflights } from './http/browser'
import type { Env, Platform } from './http/call'
import { docsRoutes } from './http/docs'
import type { Api } from './http/endpoint'
import { envelope } from './http/envelope'
import { onError, onInvalid } from './http/errors'
import { openLimiter, rateLimits } from './http/limits'
import { noRoute } from './http/methods'
import { openRoutes } from './http/open'
import { merchantRoutes } from './merchants/routes'
import { orderRoutes } from './orders/routes'
import { privacyRoutes } from './privacy/routes'
import { programRoutes } from './program/routes'
import { referralRoutes } from './referrals/routes'
import { POOL_CSV } from './rewards/csv'
import { rewardRoutes } from './rewards/routes'
import { shopperRoutes } from './shopper/routes'
import { reporting, watchRequests } from './telemetry/requests'
import { webhookRoutes } from './webhooks/routes'
import { wheelRoutes } from './wheel/routes'

/** Bodies that are read as they arrive. */
const STREAMS = ['/v1/orders/import']

/** `fetch` in its two halves, for a server that asks the first one before it makes a `Request` of what arrived. */
export interface App extends Api {
  atOnce: AtOnce
  theUsualWay: Api['fetch']
}

/** Every domain on one app; the same on Node, on the edge and in tests. */
export function createApp(platform: Platform): App {
  const api = new OpenAPIHono<Env>({ defaultHook: onInvalid })
  const report = reporting(platform)
  const limiter = openLimiter(platform.limits)
  const atOnce = answerAtOnce(platform, limiter, report)
  const theUsualWay = api.fetch
  api.fetch = (request, env, context) => {
    const known = atOnce(askedBy(request), env)
    return known ? new Response(known.body, known) : theUsualWay(request, env, context)
  }
  api.use(envelope(platform))
  api.use(watchRequests(report))
  api.use('/v1/*', browserCalls())
  api.use('/v1/*', rateLimits(limiter))
  api.use('/v1/*', preflights())
  api.use('/v1/*', jsonBodies(STREAMS, [POOL_CSV]))
  api.onError(onError)
  api.notFound(noRoute(api))
  openRoutes(api)
  docsRoutes(api)
  merchantRoutes(api)
  customerRoutes(api)
  orderRoutes(api)
  wheelRoutes(api)
  rewardRoutes(api)
  programRoutes(api)
  catalogueRoutes(api)
  referralRoutes(api)
  feedbackRoutes(api)
  guestRoutes(api)
  shopperRoutes(api)
  webhookRoutes(api)
  privacyRoutes(api)
  auditRoutes(api)
  return Object.assign(api, { atOnce, theUsualWay })
}
