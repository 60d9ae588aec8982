import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { accountRoutes } from './account-routes'
import { cartRoutes } from './cart-routes'
import { pageRoutes } from './page-routes'
import { refuse } from './refuse'
import { withSession } from './sessions'
import type { Shop } from './shop'

/** The shop's backend: Laurel is only ever reached through `shop.laurel`. */
export function createApp(shop: Shop): Hono {
  const app = new Hono()
  app.onError(refuse)
  app.use(csrf())
  app.use('/api/*', withSession(), async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.route('/', accountRoutes(shop))
  app.route('/', cartRoutes(shop))
  app.route('/', pageRoutes(shop))
  return app
}
