import { serveStatic } from '@hono/node-server/serve-static'
import type { Api } from './endpoint'

const YEAR_S = 31_536_000
const SHORT_S = 300

/** The widget and the docs page, as the build left them in `dist`. */
export function mountStatic(api: Api): void {
  api.use('/widget/*', async (c, next) => {
    await next()
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', c.res.ok ? cachedFor(c.req.path) : 'no-store')
  })
  api.use(
    '/widget/v1/*',
    serveStatic({
      root: './dist/widget',
      rewriteRequestPath: path => path.replace('/widget/v1', ''),
      precompressed: true,
    }),
  )
  api.use('/docs/*', serveStatic({ root: './dist', precompressed: true }))
}

/** A file whose name says what is in it never changes. */
function cachedFor(path: string): string {
  const isHashed = /-[\w-]{8,}\.js$/.test(path)
  return isHashed ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${SHORT_S}`
}
