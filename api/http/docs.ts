import type { Api } from './endpoint'

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Laurel API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</body>
</html>
`

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, defaultModelsExpandDepth: 0 })
`

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
].join('; ')

/** The reference of the API as a page. Its script and style come with the build, so it needs no network. */
export function docsRoutes(api: Api): void {
  api.get('/docs', c => {
    c.header('Content-Security-Policy', POLICY)
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
    return c.html(PAGE)
  })
  api.get('/docs/start.js', c => c.body(START, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
}
