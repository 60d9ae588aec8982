import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import { messageStatements, type Told } from '../../../api/webhooks/outbox'
import type { CreatedWebhook, Delivery, Message, Page, WriteWebhookInput } from '../../../sdk/contract'
import { verifyWebhook } from '../../../sdk/server'
import type { TestApp } from '../app'
import type { TestMerchant } from '../merchant'

export interface Received {
  method: string
  headers: IncomingHttpHeaders
  body: string
}

type Reply = { status: number; headers?: Record<string, string> } | 'silence'

/** A merchant's server on this machine, on a free port. It keeps what arrives and answers as it is told. */
export async function openReceiver(answer: (received: Received) => Reply = () => ({ status: 204 })) {
  const received: Received[] = []
  const server = createServer((request, reply) => {
    let body = ''
    request.on('data', part => {
      body += part
    })
    request.on('end', () => {
      const one = { method: request.method ?? '', headers: request.headers, body }
      received.push(one)
      const said = receiver.answer(one)
      if (said !== 'silence') reply.writeHead(said.status, said.headers).end('thank you')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receiver = {
    ...{ url: `http://127.0.0.1:${port}/hooks`, received, answer },
    ids: () => received.map(({ headers }) => String(headers['webhook-id'])),
    /** What arrived, as the SDK believes it. */
    verified: (secret: string | string[]): Message[] =>
      received.map(({ headers, body }) => verifyWebhook(body, headers, secret)),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>

/** The clock of the server, and of whoever verifies on this machine. */
export function setTime(test: TestApp, now: number): void {
  test.clock.now = now
  vi.setSystemTime(now)
}

export async function listen(merchant: TestMerchant, input: WriteWebhookInput): Promise<CreatedWebhook> {
  const { status, body, text } = await merchant.send<CreatedWebhook>('POST', '/v1/webhooks', input)
  if (status !== 201) throw new Error(`no webhook: ${text}`)
  return body
}

/** What a change tells, without the change. Returns the ids of the messages. */
export async function tell(
  test: TestApp,
  merchant: TestMerchant,
  ...told: Partial<Told>[]
): Promise<string[]> {
  const { store, platform, clock } = test
  const whole = told.map((each, n) => ({
    ...{ merchantId: merchant.id, type: 'pool.low' as const, data: { n }, at: clock.now },
    ...each,
  }))
  await store.write(messageStatements(store.db, platform.random, clock.now, whole))
  const { body } = await merchant.send<Page<Message>>('GET', '/v1/messages?limit=100')
  return body.data.map(({ id }) => id)
}

export async function deliveriesOf(merchant: TestMerchant, webhookId: string): Promise<Delivery[]> {
  const { body } = await merchant.send<Page<Delivery>>(
    'GET',
    `/v1/webhooks/${webhookId}/deliveries?limit=100`,
  )
  return body.data
}
