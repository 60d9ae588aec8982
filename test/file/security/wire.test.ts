import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CreatedMerchant, Customer, Page } from '../../../sdk/contract'
import { newServer, type Server } from '../server'
import { exchange, openRaw, type Raw, statusesIn } from './raw'

let server: Server
let port: number
let key: string
let silent: Raw

beforeAll(async () => {
  server = await newServer()
  await server.start()
  port = Number(new URL(server.url).port)
  silent = await openRaw(port)
  const headers = { Authorization: `Bearer ${server.adminKey}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ name: 'Shop', currency: 'GBP' })
  const reply = await fetch(`${server.url}/v1/merchants`, { method: 'POST', headers, body })
  key = ((await reply.json()) as CreatedMerchant).secretKey.key
})
afterAll(() => server.remove())

/** Whoever a message that should not have been taken would have made. */
async function customers(): Promise<string[]> {
  const reply = await fetch(`${server.url}/v1/customers`, { headers: { Authorization: `Bearer ${key}` } })
  return ((await reply.json()) as Page<Customer>).data.map(({ externalId }) => externalId)
}

const EVE = '{"externalId":"eve"}'
const lines = (...all: string[]) => [...all, '', ''].join('\r\n')
const post = (...more: string[]) =>
  lines(
    ...['POST /v1/customers HTTP/1.1', 'Host: api', `Authorization: Bearer ${key}`],
    ...['Content-Type: application/json', ...more],
  )
const get = (path: string, ...more: string[]) => lines(`GET ${path} HTTP/1.1`, 'Host: api', ...more)

describe('a length that lies', () => {
  const taken = `Content-Length: ${EVE.length}`

  test.each([
    ['two lengths', [taken, 'Content-Length: 5'], EVE],
    ['a length and chunks', [taken, 'Transfer-Encoding: chunked'], `14\r\n${EVE}\r\n0\r\n\r\n`],
    ['chunks that are not last', ['Transfer-Encoding: chunked, gzip'], `14\r\n${EVE}\r\n0\r\n\r\n`],
    ['chunks by another name', ['Transfer-Encoding: xchunked'], EVE],
    ['chunks behind a line feed', ['Transfer-Encoding:\n chunked'], `14\r\n${EVE}\r\n0\r\n\r\n`],
    ['a length below none', ['Content-Length: -1'], EVE],
    ['a length with a sign', [`Content-Length: +${EVE.length}`], EVE],
    ['a length in hexadecimal', ['Content-Length: 0x14'], EVE],
    ['a length with a space in it', ['Content-Length: 2 0'], EVE],
    ['a length beyond numbers', ['Content-Length: 99999999999999999999'], EVE],
    ['a name with a space behind it', [`Content-Length : ${EVE.length}`], EVE],
    ['chunks of no size', ['Transfer-Encoding: chunked'], `zz\r\n${EVE}\r\n0\r\n\r\n`],
    ['chunks beyond numbers', ['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n${EVE}`],
    ['chunks that are longer than they say', ['Transfer-Encoding: chunked'], `5\r\n${EVE}\r\n0\r\n\r\n`],
  ])('is refused: %s', async (_, headers, body) => {
    expect(statusesIn(await exchange(port, post(...headers) + body))).toEqual([400])
    expect(await customers()).not.toContain('eve')
  })

  test('and is too large for us is refused before the body is sent', async () => {
    const raw = await openRaw(port)
    raw.say(post('Content-Length: 10000000000'))
    expect(await raw.closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"body_too_large"/)
  })

  test('by what it leaves out is answered when it is too large', async () => {
    const raw = await openRaw(port)
    raw.say(post('Transfer-Encoding: chunked'))
    for (let i = 0; i < 9; i++) raw.say(`10000\r\n${' '.repeat(0x10000)}\r\n`)
    expect(await raw.closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"body_too_large"/)
  })

  test.each([
    ['and then nothing more comes', (raw: Raw) => raw.end()],
    ['and then nobody is there', (raw: Raw) => raw.drop()],
  ])('makes nothing, %s', async (_, leave) => {
    const raw = await openRaw(port)
    raw.say(`${post(`Content-Length: ${EVE.length + 1}`)}${EVE}`)
    leave(raw)
    await raw.closed
    expect(await customers()).not.toContain('eve')
  })

  test('by being short does not make the rest a request of somebody', async () => {
    const rest = get('/v1/customers', `Authorization: Bearer ${key}`)
    const raw = await openRaw(port)
    raw.say(`${post('Content-Length: 2')}{}GARBAGE ${rest}`)
    expect(new Set(statusesIn(await raw.closed))).toEqual(new Set([400]))
  })
})

describe('what is no request', () => {
  test.each([
    ['without a host', lines('GET /healthz HTTP/1.1')],
    ['with a host that is an address of somebody', lines('GET /healthz HTTP/1.1', 'Host: a@b')],
    ['of no method', lines('FOO /healthz HTTP/1.1', 'Host: api')],
    ['of another protocol', lines('GET /healthz SPDY/3', 'Host: api')],
    ['with a symbol no header has', lines('GET /healthz HTTP/1.1', 'Host: api', 'X-A: a\0b')],
    ['with a header of no name', lines('GET /healthz HTTP/1.1', 'Host: api', ': x')],
    ['that is TLS', Buffer.from('160301020001000001fc0303', 'hex')],
    ['that is none at all', 'hello\r\n\r\n'],
  ])('is refused and hung up on: %s', async (_, bytes) => {
    expect(statusesIn(await exchange(port, bytes))).toEqual([400])
  })

  test.each([
    ['one long header', get('/healthz', `X-Long: ${'x'.repeat(20_000)}`)],
    ['many headers', get('/healthz', ...Array.from({ length: 2000 }, (_, i) => `X-${i}: ${i}`))],
    ['a long address', get(`/v1/${'x'.repeat(20_000)}`)],
    ['a long credential', get('/v1/program', `Authorization: Bearer ${'x'.repeat(20_000)}`)],
  ])('is too large: %s', async (_, bytes) => {
    expect(statusesIn(await exchange(port, bytes))).toEqual([431])
  })
})

describe('a connection', () => {
  test('answers what is sent ahead in its order', async () => {
    const raw = await openRaw(port)
    raw.say(Array.from({ length: 100 }, (_, i) => get(`/${i % 2 ? 'healthz' : 'v1/nothing'}`)).join(''))
    raw.say(get('/healthz', 'Connection: close'))
    const statuses = statusesIn(await raw.closed)
    expect(statuses).toEqual([...Array.from({ length: 100 }, (_, i) => (i % 2 ? 200 : 404)), 200])
  })

  test('does not become another', async () => {
    for (const protocol of ['websocket', 'h2c'])
      expect(
        statusesIn(
          await exchange(port, get('/v1/program', 'Connection: Upgrade, close', `Upgrade: ${protocol}`)),
        ),
      ).toEqual([401])
  })

  test('says nothing back of what it was sent', async () => {
    const said = await exchange(
      port,
      lines('TRACE /healthz HTTP/1.1', 'Host: api', 'X-Told: tell-me', 'Connection: close'),
    )
    expect(said).toMatch(/^HTTP\/1\.1 40[45] /)
    expect(said).not.toContain('tell-me')
  })

  test.each([
    ...[
      '/widget/v1/../../package.json',
      '/widget/v1/%2e%2e/%2e%2e/package.json',
      '/widget/v1/..%2f..%2fpackage.json',
    ],
    ...['/docs/../../package.json', '/docs/..%2f..%2fpackage.json', '/docs/%2e%2e%5c%2e%2e%5cpackage.json'],
    ...[
      '//etc/passwd',
      '/docs//etc/passwd',
      '/widget/v1/%00',
      '/docs/.stamps/api.json',
      '/widget/v1/../api/node.js',
    ],
  ])('reaches no file that is not for everybody: %s', async path => {
    const said = await exchange(port, get(path, 'Connection: close'))
    expect(statusesIn(said)[0], said.slice(0, 300)).toBeGreaterThanOrEqual(400)
    expect(said).not.toMatch(/"dependencies"|root:|createApp|"hash"/)
  })

  test('that asks for somewhere else is answered from here', async () => {
    const said = await exchange(
      port,
      lines('GET http://169.254.169.254/healthz HTTP/1.1', 'Host: api', 'Connection: close'),
    )
    expect(statusesIn(said)).toEqual([200])
    expect(said).toContain('{"status":"ok"}')
  })
})

test('who connected first and has said nothing since was hung up on', async () => {
  await silent.closed
})

test('none of it was a fault of ours', () => {
  expect(server.said()).not.toMatch(/"level":"?(error|50)/)
})
