import { serveStatic } from '@hono/node-server/serve-static'
import type { Api } from './endpoint'

const YEAR_S = 31_536_000

/** The widget and the docs page, as the build left them in `dist`. */
export function mountStatic(api: Api): void {
  api.use('/widget/*', async (c, next) => {
    await next()
    c.header('Access-Control-Allow-Origin', '*')
    const hashed = /-[\w-]{8,}\.js$/.test(c.req.path)
    c.header('Cache-Control', hashed ? `public, max-age=${YEAR_S}, immutable` : 'public, max-age=300')
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
