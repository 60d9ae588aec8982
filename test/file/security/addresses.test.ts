import { Socket } from 'node:net'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { Letter } from '../../../api/webhooks/post'
import { postFromNode } from '../../../api/webhooks/post-from-node'
import { openTestApp } from '../../api/app'
import { type Spot, spotsOf } from '../../api/bad-input/bad-bodies'
import { textOf } from '../../api/bad-input/bad-values'
import { type OpenApi, type Route, routesOf, type Schema } from '../../api/bad-input/document'
import { createWorld, expectProblem, send } from '../../api/bad-input/world'
import { bodiesOf } from '../../api/security/cells'
import { contentOf } from '../../api/security/content'
import { forge } from '../../api/security/forge'
import { readEverything } from '../../api/security/read-everything'

const app = await openTestApp()
afterAll(() => app.close())
afterEach(() => vi.restoreAllMocks())
const { body: document } = await app.request<OpenApi>('GET', '/openapi.json')
const routes = routesOf(document)
const world = await createWorld(app)

/** Every place where somebody can set an address, once. */
function addressesOf(route: Route): Spot[] {
  const found = new Map<string, Spot>()
  const spots = bodiesOf(route, world).flatMap(body => spotsOf(document, route.body as Schema, body))
  for (const spot of spots)
    if (spot.schema.format === 'uri' && typeof spot.value === 'string' && !found.has(spot.place))
      found.set(spot.place, spot)
  return [...found.values()]
}

const cells = routes.flatMap(route =>
  route.body ? addressesOf(route).map(spot => ({ route, place: spot.place, spot })) : [],
)
const ofWebhooks = cells.filter(({ route }) => route.path.startsWith('/v1/webhooks'))
const ofImages = cells.filter(({ place }) => place.endsWith('.image'))

const NO_WEB_ADDRESS = [
  ...['javascript:alert(1)', 'JavaScript:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)'],
  ...['javascript://shop.example/%0aalert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x'],
  ...['file:///etc/passwd', 'ftp://shop.example/', 'blob:https://shop.example/1', 'ws://shop.example/'],
  ...[
    'http://shop.example/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://10.0.0.1/',
  ],
  ...['http://localhost.evil.example/', 'http://localhost:80@evil.example/', 'https://ada:pw@shop.example/'],
  ...[
    '//shop.example/',
    '/hooks',
    'shop.example',
    'https://',
    'https:// /',
    'https://a b/',
    ' https://a.example',
    '',
    7,
  ],
  ...['https://shop.example/a\nb', 'https://shop.example/\u0000', 'https://shop.example/\u001b[31m'],
]

test('somebody can set addresses, of webhooks among them', () => {
  const places = [
    'postCatalogue .image',
    'putProgram .referral.url',
    'putProgram .guests.termsUrl',
    'postWebhooks .url',
  ]
  expect(cells.map(({ route, place }) => `${route.id} ${place}`)).toEqual(expect.arrayContaining(places))
})

describe('an address that is no plain https address', () => {
  test.each(cells)('is refused: $route.id $place', async ({ route, spot }) => {
    const before = await contentOf(app)
    for (const bad of NO_WEB_ADDRESS) {
      const answer = await send(route, world, spot.put(bad))
      expectProblem(answer, String(bad))
      expect(
        answer.body.errors?.map(({ path }) => path),
        String(bad),
      ).toContain(spot.path.join('.'))
    }
    expect(await contentOf(app)).toEqual(before)
  })
})

describe('an address of a private network', () => {
  const PRIVATE = [
    ...[
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
    ],
    ...['https://①②⑦.⓪.⓪.①/', 'https://10.0.0.1/', 'https://172.16.0.1/', 'https://192.168.1.1/'],
    ...['https://169.254.169.254/latest/meta-data/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/'],
    ...['https://[::ffff:7f00:1]/', 'https://[0:0:0:0:0:ffff:a9fe:a9fe]/', 'https://[64:ff9b::10.0.0.1]/'],
    ...['https://[fd00:ec2::254]/', 'https://[fe80::1]/', 'https://localhost/', 'https://LOCALHOST./'],
    ...['https://metadata.google.internal/', 'https://printer.local/', 'https://0/', 'https://0.0.0.0:8787/'],
    ...['http://127.0.0.1:8787/', 'http://localhost:8787/'],
  ]

  describe.each([...ofWebhooks, ...ofImages])('is not taken: $route.id $place', ({ route, spot }) => {
    test.each(PRIVATE)('%s', async address => {
      const before = await contentOf(app)
      const answer = await send(route, world, spot.put(address))
      expectProblem(answer, address)
      expect(answer.body.errors?.map(({ path }) => path)).toEqual([spot.path.join('.')])
      expect(await contentOf(app)).toEqual(before)
    })
  })

  test('is not connected to by a name that leads there a moment later', async () => {
    let asked = 0
    const rebinding = postFromNode((_name, _options, done) => {
      asked += 1
      done(null, [{ address: asked === 1 ? '8.8.8.8' : '169.254.169.254', family: 4 }])
    })
    const given: LookUp[] = []
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...options: unknown[]) {
      given.push(lookUpIn(options))
      return this
    })
    const letter: Letter = { url: 'https://rebind.example/', headers: {}, body: '{}', timeoutMs: 20 }
    await expect(rebinding(letter)).rejects.toThrow()
    // The socket connects to what this says, each time it asks.
    const [lookUp] = given
    expect(await found(lookUp)).toEqual(['8.8.8.8'])
    await expect(found(lookUp)).rejects.toThrow('leads to a private network')
  })
})

type Found = { address: string }[]
type LookUp = (name: string, options: object, done: (error: Error | null, found: Found) => void) => void

/** The options of a connection stand first, in a list of arguments that node has put in order before. */
const lookUpIn = (options: unknown[]): LookUp => (options.flat()[0] as { lookup: LookUp }).lookup

const found = (lookUp: LookUp | undefined): Promise<string[]> =>
  new Promise((resolve, reject) => {
    lookUp?.('rebind.example', { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses.map(({ address }) => address)),
    )
  })

test('nobody’s address is ever called but that of a webhook, and that one only to deliver', async () => {
  const called: string[] = []
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...options: unknown[]) {
    called.push(JSON.stringify(options.flat()[0]))
    return this
  })
  vi.spyOn(globalThis, 'fetch').mockImplementation(async address => {
    called.push(String(address))
    throw new Error('nobody fetches in a test')
  })
  const letters: Letter[] = []
  app.platform.post = async letter => {
    letters.push(letter)
    return { status: 204 }
  }
  for (const [i, { route, spot }] of cells.entries())
    await send(route, world, spot.put(`https://trap-${i}.example/image.png`))
  for (const route of routes.filter(({ method }) => method === 'POST'))
    await send(route, world, undefined, {
      text: textOf(bodiesOf(route, world)[0]),
      ...(route.mediaType && { headers: { 'Content-Type': route.mediaType } }),
    })
  await lookElsewhereForKeys()
  await readEverything(world.merchant, routes, world)
  await app.sweep()
  expect([...called, ...letters.map(({ url }) => url)].filter(url => /trap|elsewhere/.test(url))).toEqual([])
  await app.deliver()
  const webhooks = ofWebhooks.map(each => `https://trap-${cells.indexOf(each)}.example/image.png`)
  expect(letters.length).toBeGreaterThan(0)
  expect(
    letters.map(({ url }) => url).filter(url => url.includes('trap') && !webhooks.includes(url)),
  ).toEqual([])
  expect(called.filter(url => /trap|elsewhere/.test(url))).toEqual([])
})

/** A token can say where its key is; nobody looks there. */
async function lookElsewhereForKeys(): Promise<void> {
  const { id, publishableKey } = world.merchant
  const jku = 'https://elsewhere.example/jwks.json'
  const nowS = Math.floor(app.clock.now / 1000)
  for (const alg of ['HS256', 'RS256', 'EdDSA']) {
    const header = { alg, typ: 'laurel-customer+jwt', jku, x5u: jku, kid: jku }
    const claims = { iss: jku, aud: id, sub: 'ada', iat: nowS, exp: nowS + 600 }
    const key = forge({ header, claims, secret: 'theirs' })
    expect((await app.request('GET', `/v1/me?key=${publishableKey}`, { key })).status).toBe(401)
  }
}
