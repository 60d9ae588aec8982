import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './call'
import { inTime } from './in-time'
import { problem, refuse } from './refusal'

const MAX_BODY_BYTES = 512 * 1024
/** Whoever sends a body holds a connection for so long at most. */
const BODY_MS = 20_000

/** Another way to write the JSON document that some address takes. */
export interface Notation {
  path: RegExp
  mediaType: 'text/csv'
  /** The document, not checked yet; throws a refusal where the text cannot be read. */
  read(text: string): unknown
}

/** Requests that carry a body: JSON in UTF-8, not too large. Streams look after themselves. */
export function jsonBodies(streams: string[], notations: Notation[] = []): MiddlewareHandler<Env> {
  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: c => problem(c as Context, 'body_too_large'),
  })
  return async (c, next) => {
    if (!['POST', 'PUT', 'PATCH'].includes(c.req.method) || streams.includes(c.req.path)) return next()
    const mediaTypes = notations.filter(({ path }) => path.test(c.req.path))
    const notation = mediaTypes.find(({ mediaType }) => isOfType(c, mediaType))
    if (!notation && !isOfType(c, 'application/json'))
      throw refuse('unsupported_media_type', `Send ${named(mediaTypes)}`)
    let bytes: ArrayBuffer | undefined
    const read = async () => {
      bytes = await c.req.arrayBuffer()
    }
    const length = lengthOf(c)
    if (length !== undefined && length > MAX_BODY_BYTES) throw refuse('body_too_large')
    const reading = length === undefined ? limited(c, read) : read()
    const tooLarge = await arrived(reading, c.get('platform').bodyMs ?? BODY_MS)
    if (!bytes) return tooLarge
    if (notation) replaceBody(c, notation.read(decode(bytes)))
    else keepText(c, checkedJson(bytes))
    return next()
  }
}

/** Where the request says it, whoever parses HTTP for us reads no more. Undefined where the body comes in chunks. */
function lengthOf({ req }: Context<Env>): number | undefined {
  const said = req.header('Content-Length')
  return said === undefined || req.header('Transfer-Encoding') !== undefined ? undefined : Number(said)
}

/** Whoever asks for the text or the document later has it at once: made of bytes, it would go through a stream again. */
function keepText({ req }: Context<Env>, text: string): void {
  req.bodyCache = { text: Promise.resolve(text) as never }
}

/** A body that is cut off, or that comes too late, is not read any further. */
function arrived<T>(reading: Promise<T>, ms: number): Promise<T> {
  const whole = reading.catch(() => {
    throw refuse('invalid_request', 'The body did not arrive whole')
  })
  return inTime(ms, whole, () => {
    throw refuse('request_timeout')
  })
}

function isOfType(c: Context<Env>, mediaType: string): boolean {
  const [sent = ''] = (c.req.header('Content-Type') ?? '').split(';')
  return sent.trim().toLowerCase() === mediaType
}

const named = (notations: Notation[]) =>
  ['application/json', ...notations.map(({ mediaType }) => mediaType)].join(' or ')

/** Throws where it is anything else. */
const utf8In = (bytes: ArrayBuffer): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

function decode(bytes: ArrayBuffer): string {
  try {
    return utf8In(bytes)
  } catch {
    throw refuse('invalid_request', 'The body is not UTF-8')
  }
}

/** From here on it is as if the document had come as JSON. */
function replaceBody(c: Context<Env>, document: unknown): void {
  const { url, method } = c.req.raw
  const headers = new Headers(c.req.raw.headers)
  headers.delete('Content-Length')
  headers.set('Content-Type', 'application/json')
  c.req.raw = new Request(url, { method, headers, body: JSON.stringify(document) })
  c.req.bodyCache = {}
}

function checkedJson(bytes: ArrayBuffer): string {
  try {
    const text = utf8In(bytes)
    JSON.parse(text)
    return text
  } catch {
    throw refuse('invalid_json')
  }
}
