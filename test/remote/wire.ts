import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of a write on its way to the database. In all but the first the API hears nothing. */
export type Fate =
  | 'passes'
  | 'is lost'
  | 'loses its reply'
  | 'arrives before the next write'
  | 'arrives behind the next write'

/** A wire between the API and its database that a test can cut. */
export interface Wire {
  url: string
  /** Of the next writes, in this order; then all pass. */
  fates: Fate[]
  /** The statements of each request that writes, as the API sent it. */
  written: string[][]
  /** Most requests that wrote at the same time. */
  mostAtOnce: number
  close(): void
}

interface Batch {
  steps: { stmt: { sql?: string; sql_id?: number } }[]
}

type Pass = () => Promise<unknown>

export async function openWire(target: string): Promise<Wire> {
  const server = createServer((request, reply) => void carry(request, reply))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const wire: Wire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ fates: [], written: [], mostAtOnce: 0 },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  const late: { before: Pass[]; behind: Pass[] } = { before: [], behind: [] }
  let atOnce = 0

  async function carry(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await textOf(request)
    const statements = statementsOf(body)
    const pass = () => forward(`${target}${request.url}`, request, body)
    const isWrite = statements[0] === 'BEGIN IMMEDIATE'
    const answer = isWrite ? await carryWrite(statements, pass) : await pass().catch(() => undefined)
    if (answer) reply.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.text)
    else request.socket.destroy()
  }

  async function carryWrite(statements: string[], pass: () => ReturnType<typeof forward>) {
    wire.written.push(statements)
    const fate = wire.fates.shift() ?? 'passes'
    if (fate === 'arrives before the next write') late.before.push(pass)
    if (fate === 'arrives behind the next write') late.behind.push(pass)
    if (fate !== 'passes' && fate !== 'loses its reply') return undefined
    await take('before')
    atOnce += 1
    wire.mostAtOnce = Math.max(wire.mostAtOnce, atOnce)
    const answer = await pass().catch(() => undefined)
    atOnce -= 1
    await take('behind')
    return fate === 'passes' ? answer : undefined
  }

  async function take(when: 'before' | 'behind'): Promise<void> {
    for (const pass of late[when].splice(0)) await pass()
  }
  return wire
}

async function forward(url: string, { method }: IncomingMessage, body: string) {
  const headers = { 'Content-Type': 'application/json' }
  const reply = await fetch(url, { method, headers, body: method === 'GET' ? undefined : body })
  const type = reply.headers.get('Content-Type') ?? 'text/plain'
  return { status: reply.status, type, text: await reply.text() }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

/** https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_3_SPEC.md */
function statementsOf(body: string): string[] {
  const { requests = [] } = JSON.parse(body || '{}') as {
    requests?: { type: string; batch?: Batch; sql_id?: number; sql?: string }[]
  }
  const stored = new Map(requests.map(({ sql_id, sql }) => [sql_id, sql]))
  return requests.flatMap(({ batch }) =>
    (batch?.steps ?? []).map(({ stmt }) => stmt.sql ?? stored.get(stmt.sql_id) ?? ''),
  )
}
