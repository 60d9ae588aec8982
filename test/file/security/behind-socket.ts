import { openEmbedded } from '../../../api/store/embedded'
import { openStore } from '../../../api/store/store'
import { type Answer, answerOf, type Options, type Served } from '../../api/app'
import { createMerchant } from '../../api/merchant'
import type { Server } from '../server'

/** One request with its answer, as it went over the wire. */
export interface Exchanged {
  sent: string
  received: string
  status: number
}

/** A server process as a test knows an app. */
export interface Behind extends Served {
  wire: Exchanged[]
  close(): void
}

/**
 * A server process as a test knows an app, with its file open beside it. Everything that goes over the wire is noted.
 * The time is real; a merchant's is `from` at least.
 */
export async function appBehind(server: Server, from: number): Promise<Behind> {
  const store = openStore(await openEmbedded(server.database))
  const wire: Exchanged[] = []
  const app: Behind = {
    ...{ store, wire },
    clock: {
      get now() {
        return Date.now()
      },
    },
    platform: { adminKey: server.adminKey },
    request: <Body>(method: string, path: string, options?: Options) =>
      exchange<Body>(server.url, wire, method, path, options),
    async createMerchant(input = {}) {
      const merchant = await createMerchant(app, input)
      if (Date.now() < from) await merchant.setClock(from)
      return merchant
    },
    close: () => store.close(),
  }
  return app
}

async function exchange<Body>(
  url: string,
  wire: Exchanged[],
  method: string,
  path: string,
  { key, body, idempotencyKey, network, headers = {} }: Options = {},
): Promise<Answer<Body>> {
  const sent = new Headers(headers)
  if (key !== undefined) sent.set('Authorization', `Bearer ${key}`)
  if (idempotencyKey !== undefined) sent.set('Idempotency-Key', idempotencyKey)
  if (network !== undefined) sent.set('X-Forwarded-For', network)
  if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await answerOf<Body>(await fetch(`${url}${path}`, { method, headers: sent, body: text }))
  wire.push({ sent: text ?? '', received: answer.text, status: answer.status })
  return answer
}
