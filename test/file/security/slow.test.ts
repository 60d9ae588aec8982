import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../api/app'
import { keepLimits, SERVER_LIMITS } from '../../../api/server-limits'
import { openTestApp, type TestApp } from '../../api/app'
import { paidOrder } from '../../api/bad-input/world'
import type { TestMerchant } from '../../api/merchant'
import { openRaw, type Raw } from './raw'

/** As in `SERVER_LIMITS`, in a hurry. */
const HEADERS_MS = 1000
const BODY_MS = 1000
const CONNECTIONS = 30
const DRIP_MS = 20

let app: TestApp
let merchant: TestMerchant
let server: Server
let port: number

beforeAll(async () => {
  app = await openTestApp()
  merchant = await app.createMerchant()
  const { fetch } = createApp({ ...app.platform, bodyMs: BODY_MS })
  const serverOptions = { ...SERVER_LIMITS, headersTimeout: HEADERS_MS, connectionsCheckingInterval: 20 }
  server = serve({ fetch, hostname: '127.0.0.1', port: 0, serverOptions }) as Server
  keepLimits(server, CONNECTIONS)
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  app.close()
})

/** Says one symbol after the other, for as long as anybody listens. */
async function drip(raw: Raw, text: () => string): Promise<string> {
  const timer = setInterval(() => raw.say(text()), DRIP_MS)
  return raw.closed.finally(() => clearInterval(timer))
}

const head = (path: string, type: string, more = 'Transfer-Encoding: chunked') =>
  [
    ...[`POST ${path} HTTP/1.1`, 'Host: api', `Authorization: Bearer ${merchant.secretKey}`],
    ...[`Content-Type: ${type}`, more, '', ''],
  ].join('\r\n')

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

const isWell = async () => {
  const { status } = await fetch(`http://127.0.0.1:${port}/v1/program`, {
    headers: { Authorization: `Bearer ${merchant.secretKey}`, Connection: 'close' },
  })
  return status === 200
}

describe.concurrent('whoever is slow', () => {
  test('to say anything at all is hung up on', async () => {
    const raw = await openRaw(port)
    expect(await isWell()).toBe(true)
    await raw.closed
  })

  test('with the headers is hung up on, however steadily they trickle', async () => {
    const raw = await openRaw(port)
    raw.say('GET /v1/program HTTP/1.1\r\nHost: api\r\n')
    const heard = drip(raw, () => 'X-Slow: 1\r\n')
    expect(await isWell()).toBe(true)
    expect(await heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  test.each([
    ['Transfer-Encoding: chunked', chunk(' ')],
    ['Content-Length: 500000', ' '],
  ])('with the body is told so, and hung up on: %s', async (length, piece) => {
    const raw = await openRaw(port)
    raw.say(head('/v1/customers', 'application/json', length))
    const heard = drip(raw, () => piece)
    expect(await isWell()).toBe(true)
    expect(await heard).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/)
  })

  test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'FOO'])(
    'with a body that nobody asked for is answered and hung up on: %s',
    async method => {
      const raw = await openRaw(port)
      raw.say(`${method} /v1/program HTTP/1.1\r\nHost: api\r\nContent-Length: 500000\r\n\r\n`)
      expect(await raw.closed).toMatch(/^HTTP\/1\.1 4\d\d /)
    },
  )

  test('with an import may be', async () => {
    const [raw, other] = [await openRaw(port), await openRaw(port)]
    raw.say(head('/v1/orders/import?importId=slow', 'application/x-ndjson'))
    other.say(head('/v1/customers', 'application/json'))
    const line = JSON.stringify({ type: 'order', ...paidOrder('slow-1', 'ada') })
    for (const part of line.match(/.{1,40}/g) ?? []) {
      raw.say(chunk(part))
      await isWell()
    }
    // Another has been hung up on meanwhile, who was no import.
    await other.closed
    raw.say(`${chunk('\n')}0\r\n\r\n`)
    expect(await raw.until(/"type":"done"[^\n]*\n/)).toMatch(/"changed":1/)
    raw.drop()
  })
})

test('who connects more often than there is room is hung up on, and nobody else', async () => {
  const held: Raw[] = []
  for (let i = 0; i < CONNECTIONS; i++) held.push(await openRaw(port))
  const beyond = await openRaw(port)
  expect(await beyond.closed).toBe('')
  await Promise.all(held.map(raw => raw.closed))
  expect(await isWell()).toBe(true)
})
