import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { PROBLEMS, Problem, type ProblemCode } from '../../sdk/contract'
import { sha256 } from '../store/crypto'
import { routeOf } from '../telemetry/requests'
import { askedBy, keep } from './again'
import { type Call, type Env, headerOf } from './call'
import { credentialOf, type Who } from './credential'
import { enveloped } from './envelope'
import { type Sent, scopeOf } from './perform'
import { refuse } from './refusal'
import { shapeOf } from './shape'

export type Api = OpenAPIHono<Env>

type Schema = z.ZodType
type Shape = z.ZodObject
type Parsed<S> = S extends Schema ? z.output<S> : undefined

export interface Endpoint<P, Q, B> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  tag: string
  summary: string
  description?: string
  who: Who
  params?: P
  query?: Q
  body?: B
  /** How the body may be written as CSV, where it may. */
  csv?: z.ZodString
  status?: 200 | 201 | 204
  reply?: Schema
  /** Needs an Idempotency-Key: nothing natural keeps it from happening twice. */
  movesValue?: boolean
  /** Problem codes beside those every call may answer. */
  refuses?: ProblemCode[]
  run(call: Call, input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }): Promise<Sent>
}

const SECURITY: Record<Who, Record<string, string[]>[]> = {
  operator: [{ adminKey: [] }],
  merchant: [{ secretKey: [] }],
  page: [{ publishableKey: [] }],
  shopper: [{ publishableKey: [], customerToken: [] }],
  visitor: [
    { publishableKey: [], customerToken: [] },
    { publishableKey: [], guestToken: [] },
  ],
}

/** One address of the API: its documentation, validation, credential and reply in one place. */
export function endpoint<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Schema | undefined,
>(api: Api, spec: Endpoint<P, Q, B>): void {
  api.openapi(documented(spec), (async (c: Context<Env>) => {
    const call = await callOf(c, spec.who)
    if (spec.movesValue && !call.idempotency) throw refuse('idempotency_key_required')
    const valid = (part: string) => c.req.valid(part as never)
    const input = {
      params: spec.params ? valid('param') : undefined,
      query: spec.query ? valid('query') : undefined,
      body: spec.body ? valid('json') : undefined,
    }
    const sent = await once(call, () => spec.run(call, input as never))
    if (sent.again) {
      const how = { terms: sent.again, route: routeOf(c), caller: c.get('caller') }
      keep(c.get('store'), askedBy(c.req.raw), { sent, ...how, isForAll: spec.who === 'page' })
    }
    return send(c, sent)
  }) as never)
}

function documented<P, Q, B>(spec: Endpoint<P, Q, B>) {
  const refuses = [...(spec.refuses ?? []), ...(spec.body ? (['invalid_request'] as const) : [])]
  const status = spec.status ?? 200
  const content = spec.reply ? { 'application/json': { schema: spec.reply } } : undefined
  return createRoute({
    method: spec.method,
    path: spec.path,
    tags: [spec.tag],
    summary: spec.summary,
    description: spec.description,
    operationId: operationId(spec.method, spec.path),
    security: SECURITY[spec.who],
    request: {
      params: spec.params as Shape | undefined,
      query: spec.query as Shape | undefined,
      body: spec.body
        ? { required: true, content: { ...jsonOf(spec.body as unknown as Schema), ...csvOf(spec.csv) } }
        : undefined,
    },
    responses: {
      [status]: { description: 'Done', ...(content && { content }) },
      default: {
        description: [
          'Refused:',
          ...refuses.map(code => `- \`${code}\` (${PROBLEMS[code][0]}) ${PROBLEMS[code][1]}`),
        ].join('\n'),
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
    ...(spec.method === 'post' && {
      parameters: [
        {
          name: 'Idempotency-Key',
          in: 'header' as const,
          required: spec.movesValue ?? false,
          schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
          description: 'The same key and body are answered with the same bytes; kept for at least 24 hours',
        },
      ],
    }),
  })
}

const jsonOf = (schema: Schema) => ({ 'application/json': { schema } })

const csvOf = (schema: Schema | undefined) => schema && { 'text/csv': { schema } }

const operationId = (method: string, path: string): string =>
  `${method}${path.replace('/v1', '').replace(/[/-]\{?(\w)(\w*)\}?/g, (_, first: string, rest: string) => first.toUpperCase() + rest)}`

/** A body that is read as it arrives is not read before, so such a call has no key: its lines are idempotent on their own. */
export async function callOf(c: Context<Env>, who: Who, streamed = false): Promise<Call> {
  const platform = c.get('platform')
  const credential = await credentialOf(c.req, who, platform.adminKey)
  if ('merchantId' in credential) c.set('merchantId', credential.merchantId)
  return {
    platform,
    store: c.get('store'),
    credential,
    realTime: platform.clock(),
    requestId: c.get('requestId'),
    network: platform.network(headerOf(c.req.raw), c.env),
    idempotency: streamed ? null : await idempotencyOf(c),
    allowOrigins(origins) {
      c.set('allowedOrigins', origins)
      c.set('believed', credential.who === 'merchant' ? 'secret' : 'page')
    },
    origin: c.req.header('Origin') ?? null,
    ifMatch: c.req.header('If-Match'),
  }
}

async function idempotencyOf(c: Context<Env>): Promise<Call['idempotency']> {
  const header = c.req.header('Idempotency-Key')
  if (header === undefined || c.req.method !== 'POST') return null
  const key = header.replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw refuse('invalid_idempotency_key')
  return { key, fingerprint: await sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`) }
}

/** Since when, real time, epoch ms. */
const running = new Map<string, number>()
/** An edge runtime may stop in the middle when its client has gone, and never come to the end. The key of the reply referees. */
const GIVEN_UP_MS = 30_000

/** The first request with a key is the one that runs; the second is told so and gets the stored reply later. */
async function once(call: Call, run: () => Promise<Sent>): Promise<Sent> {
  if (!call.idempotency) return run()
  const id = [scopeOf(call), call.idempotency.key].join('\n')
  const since = running.get(id) ?? Number.NEGATIVE_INFINITY
  if (call.realTime - since < GIVEN_UP_MS) throw refuse('request_in_progress', undefined, { retryAfter: 1 })
  running.set(id, call.realTime)
  try {
    return await run()
  } finally {
    running.delete(id)
  }
}

export function send(c: Context<Env>, sent: Sent): Response {
  const { status, body, headers } = shapeOf(sent, c.req.raw.headers.get('If-None-Match'))
  if (sent.replayed) headers['Idempotent-Replayed'] = 'true'
  return enveloped(c, status, body, headers)
}
