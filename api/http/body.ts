import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './call'
import { problem, refuse } from './refusal'

const MAX_BODY_BYTES = 512 * 1024

/** Requests that carry a body: JSON in UTF-8, not too large. Streams look after themselves. */
export function jsonBodies(streams: string[]): MiddlewareHandler<Env> {
  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: c => problem(c as Context, 'body_too_large'),
  })
  return async (c, next) => {
    if (!['POST', 'PUT', 'PATCH'].includes(c.req.method) || streams.includes(c.req.path)) return next()
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
      throw refuse('unsupported_media_type', 'Send application/json')
    return limited(c, async () => {
      checkJson(await c.req.arrayBuffer())
      await next()
    })
  }
}

function checkJson(bytes: ArrayBuffer): void {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refuse('invalid_json')
  }
}
