import type { NotFoundHandler } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import type { Env } from './call'
import type { Api } from './endpoint'
import { notFound } from './errors'
import { problem } from './refusal'

/** What no route answers: 405 with `Allow` where the address takes other methods, 404 where it takes none. */
export function noRoute(api: Api): NotFoundHandler<Env> {
  let methods: TrieRouter<string> | undefined
  return c => {
    methods ??= methodsOf(api)
    const [matches] = methods.match('ANY', c.req.path)
    const allowed = [...new Set(matches.map(([method]) => method))].sort()
    if (allowed.length === 0) return notFound(c)
    c.get('headers').Allow = allowed.join(', ')
    return problem(c, 'method_not_allowed')
  }
}

/** Middleware is registered for every method, so it is no sign that there is something. */
function methodsOf(api: Api): TrieRouter<string> {
  const router = new TrieRouter<string>()
  for (const { method, path } of api.routes) if (method !== 'ALL') router.add('ANY', path, method)
  return router
}
