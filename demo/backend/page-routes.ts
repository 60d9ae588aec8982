import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import type { Shop } from './shop'

/** The pages: built files, and for every other address the one page that draws it. */
export function pageRoutes(shop: Shop): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', policyFor(shop.api))
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
  })
  app.get('/assets/*', serveStatic({ root: shop.pagesDir, onFound: keepForAYear }), c => c.notFound())
  app.get('/api/*', c => c.notFound())
  app.get('/favicon.svg', serveStatic({ root: shop.pagesDir }))
  app.get('*', c => {
    c.header('Cache-Control', 'no-cache')
    return c.html(pageOf(shop))
  })
  return app
}

/** Their names change with their content. */
function keepForAYear(_path: string, c: Context): void {
  c.header('Cache-Control', 'public, max-age=31536000, immutable')
}

/** Only the shop itself and Laurel; nothing inline. The widget needs no more than that. */
function policyFor(api: string): string {
  const laurel = new URL(api).origin
  return [
    `default-src 'none'`,
    `script-src 'self' ${laurel}`,
    `connect-src 'self' ${laurel}`,
    `style-src 'self'`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ')
}

/** The one line a shop adds to its pages. */
function pageOf({ api, publishableKey, pagesDir }: Shop): string {
  const tag = `<script async src="${api}/widget/v1/laurel.js" data-key="${publishableKey}"></script>`
  return readFileSync(join(pagesDir, 'index.html'), 'utf8').replace('<!-- laurel -->', tag)
}
