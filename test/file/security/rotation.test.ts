import type { JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { generateSigningJwks, loadSigningKeys } from '../../../api/rewards/signing-keys'
import type { CreatedIdentitySecret, CreatedKey, Key, Page, SpinResult, Wheel } from '../../../sdk/contract'
import { createLaurelServer, verifyRewardToken, verifyWebhook } from '../../../sdk/server'
import { type Answer, openTestApp, type TestApp } from '../../api/app'
import { OPEN_WHEEL } from '../../api/bad-input/world'
import type { TestMerchant } from '../../api/merchant'
import { forgeWithJwk } from '../../api/security/forge'
import { startLoad } from '../../api/security/load'
import { SHOP_ORIGIN } from '../../api/security/stage'
import { listen, openReceiver, type Received, setTime, tell } from '../../api/webhooks/receiver'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Of an overlap, in which the clock moves. */
const STEPS = 12

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  app = await openTestApp()
  await app.setLocal(true)
})
afterAll(() => {
  app.close()
  vi.useRealTimers()
})
beforeEach(async () => {
  setTime(app, app.clock.now)
  merchant = await app.createMerchant({ allowedOrigins: [SHOP_ORIGIN] })
})

const later = (ms: number) => setTime(app, app.clock.now + ms)
const statusesOf = (answers: Answer<unknown>[]) => [...new Set(answers.map(({ status }) => status))].sort()

async function keyOf(kind: Key['kind']): Promise<string> {
  const { body } = await merchant.send<Page<Key>>('GET', '/v1/keys')
  return body.data.find(key => key.kind === kind)?.id ?? ''
}

async function sent<T>(method: string, path: string, body: object): Promise<T> {
  const answer = await merchant.send<T>(method, path, body)
  if (answer.status >= 300) throw new Error(answer.text)
  return answer.body
}

/** Through the whole overlap, up to its last millisecond, while requests come. */
async function throughOverlap(ms: number, loads: { more(count: number): Promise<void> }[]): Promise<void> {
  for (let step = 1; step <= STEPS; step++) {
    await Promise.all(loads.map(load => load.more(4)))
    later(step < STEPS ? Math.floor((ms - 1) / STEPS) : ms - 1 - (STEPS - 1) * Math.floor((ms - 1) / STEPS))
  }
  await Promise.all(loads.map(load => load.more(4)))
}

let orders = 0
const readAndWrite = (key: string) => async () => {
  orders += 1
  if (orders % 3 > 0) return app.request('GET', '/v1/program', { key })
  return app.request('POST', '/v1/customers', { key, body: { externalId: `c-${orders}` } })
}

describe('a key that is rolled under load', () => {
  test('works with the new secret key through the overlap; then the old one is refused', async () => {
    const [old, id] = [merchant.secretKey, await keyOf('secret')]
    const before = startLoad(readAndWrite(old))
    await before.more(8)
    const rolled = await sent<CreatedKey>('POST', `/v1/keys/${id}/roll`, { overlapSeconds: 3600 })
    const after = startLoad(readAndWrite(rolled.key))
    await throughOverlap(HOUR_MS, [before, after])
    expect(statusesOf(await before.stop())).toEqual([200, 201])
    later(1)
    await after.more(8)
    expect((await app.request('GET', '/v1/program', { key: old })).status).toBe(401)
    expect(statusesOf(await after.stop())).toEqual([200, 201])
  })

  test('works with the new publishable key through the overlap, on its pages; then the old one is refused', async () => {
    const id = await keyOf('publishable')
    const token = await merchant.customerToken('ada')
    const page = (key: string, path = '/v1/storefront') =>
      app.request('GET', `${path}?key=${key}`, { headers: { Origin: SHOP_ORIGIN }, key: token })
    const visit = (key: string) => {
      let visits = 0
      return () => page(key, (visits++ % 2 > 0 && '/v1/me') || '/v1/storefront')
    }
    const before = startLoad(visit(merchant.publishableKey))
    await before.more(8)
    const rolled = await sent<CreatedKey>('POST', `/v1/keys/${id}/roll`, { overlapSeconds: 300 })
    const after = startLoad(visit(rolled.key))
    await throughOverlap(300_000, [before, after])
    expect(statusesOf(await before.stop())).toEqual([200])
    later(1)
    await after.more(8)
    expect((await page(merchant.publishableKey)).status).toBe(401)
    expect(statusesOf(await after.stop())).toEqual([200])
  })

  test('is refused from the moment it is revoked', async () => {
    const { id, key } = await sent<CreatedKey>('POST', '/v1/keys', { kind: 'secret' })
    const load = startLoad(readAndWrite(key))
    await load.more(8)
    await sent('DELETE', `/v1/keys/${id}`, {})
    const revoked = startLoad(readAndWrite(key))
    await revoked.more(8)
    expect(statusesOf(await revoked.stop())).toEqual([401])
    expect(statusesOf(await load.stop())).toEqual([200, 201, 401])
  })
})

test('an identity secret is replaced under load: both are believed until the old one is taken away', async () => {
  const { body } = await merchant.send<Page<{ id: string }>>('GET', '/v1/identity-secrets')
  const me = async (identitySecret: string) => {
    const { secretKey, publishableKey } = merchant
    const key = await createLaurelServer({ secretKey, identitySecret }).signCustomerToken({
      externalId: 'ada',
    })
    return app.request('GET', `/v1/me?key=${publishableKey}`, { key })
  }
  const before = startLoad(() => me(merchant.identitySecret))
  await before.more(8)
  const { secret } = await sent<CreatedIdentitySecret>('POST', '/v1/identity-secrets', {})
  const after = startLoad(() => me(secret))
  await throughOverlap(HOUR_MS / 2, [before, after])
  expect(statusesOf(await before.stop())).toEqual([200])
  await sent('DELETE', `/v1/identity-secrets/${body.data[0]?.id}`, {})
  await after.more(8)
  expect((await me(merchant.identitySecret)).status).toBe(401)
  expect(statusesOf(await after.stop())).toEqual([200])
})

test('a webhook’s secret is rolled under load: both verify for a day, then the new one alone', async () => {
  const receiver = await openReceiver()
  const { id, secret: old } = await listen(merchant, { url: receiver.url })
  const send = async () => {
    await tell(app, merchant, {})
    await app.deliver()
  }
  const before = startLoad(send, 2)
  await before.more(2)
  const { secret } = await sent<{ secret: string }>('POST', `/v1/webhooks/${id}/secrets`, {})
  const delivering = startLoad(send, 2)
  await before.stop()
  const underWay = receiver.received.length
  await throughOverlap(DAY_MS, [delivering])
  const inTheDay = receiver.received.length
  later(1)
  await delivering.more(4)
  await delivering.stop()
  const { received } = receiver
  expect(received.slice(underWay, inTheDay).length).toBeGreaterThan(STEPS)
  for (const letter of received.slice(0, inTheDay)) expect(verifies(letter, old)).toBe(true)
  for (const letter of received.slice(underWay)) expect(verifies(letter, secret)).toBe(true)
  expect(verifies(received.at(-1), old)).toBe(false)
  receiver.close()
})

/** Whether a receiver who got it at once would have believed it. */
function verifies(letter: Received | undefined, secret: string): boolean {
  vi.setSystemTime(Number(letter?.headers['webhook-timestamp']) * 1000)
  try {
    return verifyWebhook(letter?.body ?? '', letter?.headers ?? {}, secret) !== undefined
  } catch {
    return false
  } finally {
    vi.setSystemTime(app.clock.now)
  }
}

describe('the key that signs rewards', () => {
  const published = async () => (await app.request<JSONWebKeySet>('GET', '/.well-known/jwks.json')).body
  const verify = (token: string, jwks: JSONWebKeySet) =>
    verifyRewardToken(token, { jwks, merchantId: merchant.id, at: new Date(app.clock.now) })
  const kidOf = (token: string): string =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid

  /** A wheel that everybody wins at, as often as they like. */
  async function spinner() {
    const { id: wheelId } = await sent<Wheel>('POST', '/v1/wheels', OPEN_WHEEL)
    await merchant.sendAs('ada', 'GET', '/v1/me')
    let spins = 0
    return async () => {
      spins += 1
      const options = { idempotencyKey: `${wheelId}-${spins}` }
      const body = { wheelId, clientSeed: 'paper boat' }
      const spun = await merchant.sendAs<SpinResult>('ada', 'POST', '/v1/me/spins', body, options)
      return { status: spun.status, token: spun.body.code?.token ?? '' }
    }
  }

  test('is followed by the next without a token that cannot be verified, by keys read long before too', async () => {
    const [a, b] = [(await generateSigningJwks()).keys[0], (await generateSigningJwks()).keys[0]]
    const nbf = Math.floor((app.clock.now + HOUR_MS) / 1000)
    const restart = async (...keys: object[]) => {
      app.platform.signingKeys = await loadSigningKeys({ keys })
    }
    await restart({ ...a })
    const load = startLoad(await spinner(), 2)
    await load.more(2)
    await restart({ ...a }, { ...b, nbf })
    const early = await published()
    await throughOverlap(HOUR_MS + 2, [load])
    await load.more(4)
    const spun = await load.stop()
    expect([...new Set(spun.map(({ status }) => status))]).toEqual([201])
    for (const { token } of spun) await verify(token, early)
    expect(new Set(spun.map(({ token }) => kidOf(token)))).toEqual(new Set([a?.kid, b?.kid]))

    later(31 * DAY_MS)
    await restart({ ...b })
    const spin = await spinner()
    const next = (await spin()).token
    await verify(next, await published())
    await verify(next, early)
    const stolen = await signedWith({ ...a }, next)
    await expect(verify(stolen, await published())).rejects.toThrow('Laurel did not issue this to you')
    const left = spun.find(({ token }) => kidOf(token) === a?.kid)
    await expect(verify(left?.token ?? '', early)).rejects.toThrow('expired')
  })

  /** What somebody could make who has got hold of a key that was retired. */
  async function signedWith(jwk: object, like: string): Promise<string> {
    const [, claims = ''] = like.split('.')
    const { keys } = (await loadSigningKeys({ keys: [jwk] })).publicJwks
    return forgeWithJwk(
      {
        header: { alg: 'EdDSA', typ: 'laurel-reward+jwt', kid: keys[0]?.kid },
        claims: JSON.parse(Buffer.from(claims, 'base64url').toString()),
      },
      jwk,
    )
  }
})
