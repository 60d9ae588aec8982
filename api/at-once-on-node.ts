import { createServer, type IncomingMessage, type RequestListener, type ServerOptions } from 'node:http'
import type { AtOnce } from './http/at-once'

/**
 * Servers that ask first whether the reply is known: to make a `Request` and its `Headers` of what arrived takes longer
 * than such a reply. An address that is not written as `Request` would write it is not known, and goes the usual way.
 */
export const listening = (atOnce: AtOnce) =>
  ((options: ServerOptions, otherwise: RequestListener) =>
    createServer(options, (incoming, outgoing) => {
      const { method = '', url: path = '', headers } = incoming
      const header = (name: string) => (headers[name] as string | undefined) ?? null
      const known = isPlain(incoming) && atOnce({ method, path, header }, { incoming, outgoing })
      if (!known) return otherwise(incoming, outgoing)
      const { status, body } = known
      if (body !== null) known.headers['Content-Length'] = String(Buffer.byteLength(body))
      outgoing.writeHead(status, known.headers).end(body)
    })) as typeof createServer

/** A header that came twice is joined by `Headers`, and dropped here; without a host there is no `Request`. */
function isPlain({ headers, rawHeaders }: IncomingMessage): boolean {
  if (headers.host === undefined) return false
  if (headers.authorization === undefined) return true
  let tokens = 0
  for (let i = 0; i < rawHeaders.length; i += 2) if (/^authorization$/i.test(rawHeaders[i] ?? '')) tokens += 1
  return tokens < 2
}
