import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Reply {
  type: string
  body: string | Buffer
  headers?: Record<string, string>
}

/** A web server of somebody who has a page of their own. */
export interface Site {
  origin: string
  close(): Promise<void>
}

/** @param answer what stands at an address; null is nothing */
export async function openSite(answer: (url: URL, cookie: string) => Promise<Reply | null>): Promise<Site> {
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost'), request.headers.cookie ?? '').then(
      reply => send(response, reply),
      error => response.writeHead(500).end(`${error}`),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, reply: Reply | null): void {
  if (reply) response.writeHead(200, { 'content-type': reply.type, ...reply.headers }).end(reply.body)
  else response.writeHead(404).end()
}
