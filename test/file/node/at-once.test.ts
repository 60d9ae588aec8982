import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreatedKey, Me } from '../../../sdk/contract'
import { signCustomerToken, type TestMerchant } from '../../api/merchant'
import { type House, type NodeServer, openHouse } from './server'

const PAGE = 'https://shop.example'

let house: House
let server: NodeServer
let shop: TestMerchant
let storefront: string
beforeAll(async () => {
  house = await openHouse()
  server = await house.start()
  shop = await server.createMerchant()
  const bound = { kind: 'publishable', name: 'Shop', allowedOrigins: [PAGE] }
  const { body } = await shop.send<CreatedKey>('POST', '/v1/keys', bound, { idempotencyKey: 'bound' })
  storefront = `/v1/storefront?key=${body.key}`
})
afterAll(() => house.clear())

/** What a server says of itself or counts is another each time. */
const plain = ({ status, headers }: { status: number; headers: Headers }) => {
  const { date: _, ratelimit, 'x-request-id': id, ...rest } = Object.fromEntries(headers)
  return { status, ...rest, id: id?.length, left: /r=\d+;t=\d+/.test(ratelimit ?? '') }
}

/** An address as it is, which `fetch` would write anew. */
const statusOf = (method: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = ask(new URL(server.url), { method, path }, reply => {
      reply.resume().once('end', () => resolve(reply.statusCode))
    })
    sent.once('error', reject).end()
  })

describe('a server that answers from memory', () => {
  it('says the same as it did the usual way', async () => {
    const headers = { Origin: PAGE }
    const first = await server.request('GET', `${storefront}&n=1`, { headers })
    const again = await server.request('GET', `${storefront}&n=1`, { headers })
    expect([first.status, plain(again), again.text]).toEqual([200, plain(first), first.text])
    expect(again.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'))
  })

  it('says that nothing has changed in the same words', async () => {
    const { headers } = await server.request('GET', storefront)
    const known = { headers: { 'If-None-Match': headers.get('ETag') ?? '' } }
    const first = await server.request('GET', `${storefront}&n=2`, known)
    const again = await server.request('GET', `${storefront}&n=2`, known)
    expect([first.status, plain(again), again.text]).toEqual([304, plain(first), ''])
  })

  it('counts bytes, not letters', async () => {
    const token = await signCustomerToken(shop.id, shop.identitySecret, 'žofie-♥', Date.now())
    const me = () => server.request<Me>('GET', `/v1/me?key=${shop.publishableKey}`, { key: token })
    await me()
    const [first, again] = [await me(), await me()]
    expect(again.body).toEqual({ ...first.body, now: again.body.now })
    expect(again.headers.get('Content-Length')).toBe(String(Buffer.byteLength(again.text)))
  })

  it('goes the usual way for other methods, and for addresses that are written otherwise', async () => {
    await server.request('GET', storefront)
    expect(await statusOf('HEAD', storefront)).toBe(200)
    expect(await statusOf('GET', `/v1/../v1${storefront.slice(3)}`)).toBe(200)
    expect(await statusOf('DELETE', storefront)).toBe(405)
  })
})
