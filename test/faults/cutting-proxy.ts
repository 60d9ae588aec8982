import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http'
import type { Draw } from './draw'
import type { Reply } from './http'

/** Where a connection breaks: before anything of the reply, in the middle of it, or before the server has replied. */
const CUTS = ['reply', 'half', 'early'] as const

/** Stands between clients and a server, and breaks some of the connections once the server has the request. */
export interface CuttingProxy {
  url: string
  /** Every reply that no client has seen whole, by its `Idempotency-Key`. */
  dropped: Map<string, Pick<Reply, 'status' | 'text'>[]>
  close(): Promise<void>
}

/** @param share how often it cuts, out of 1 */
export async function openCuttingProxy(target: string, draw: Draw, share: number): Promise<CuttingProxy> {
  const dropped: CuttingProxy['dropped'] = new Map()
  const serve = async (asked: IncomingMessage, client: ServerResponse) => {
    const body = await whole(asked)
    const cut = draw.chance(share) ? draw.one(CUTS) : undefined
    const { reply, text } = await forward(target, asked, body, () => {
      if (cut === 'early') client.socket?.destroy()
    })
    if (cut === undefined) return client.writeHead(reply.statusCode ?? 0, reply.headers).end(text)
    const key = String(asked.headers['idempotency-key'])
    dropped.set(key, [...(dropped.get(key) ?? []), { status: reply.statusCode ?? 0, text: String(text) }])
    if (cut === 'half') {
      client.writeHead(reply.statusCode ?? 0, reply.headers)
      await new Promise(resolve => client.write(text.subarray(0, text.length / 2), resolve))
    }
    client.socket?.destroy()
  }
  const proxy = createServer((asked, client) => {
    serve(asked, client).catch(() => client.socket?.destroy())
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    dropped,
    async close() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

/** The whole reply, whether anybody is left to be told or not. */
async function forward(target: string, asked: IncomingMessage, body: Buffer, whenSent: () => void) {
  const headers: OutgoingHttpHeaders = { ...asked.headers, host: new URL(target).host }
  const sent = request(`${target}${asked.url}`, { method: asked.method, headers })
  sent.end(body, whenSent)
  const [reply] = (await once(sent, 'response')) as [IncomingMessage]
  return { reply, text: await whole(reply) }
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
