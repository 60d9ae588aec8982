import { execFileSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { generateSigningJwks, loadSigningKeys } from '../../../api/rewards/signing-keys'
import { signReward, verifyReward } from '../../../api/rewards/token'
import type { Reward } from '../../../sdk/contract'

const jwks = await generateSigningJwks()
const keys = await loadSigningKeys(jwks)
const key = keys.current(0)
const issuedAt = Date.parse('2026-11-22T10:00:00.900Z')
const expiresAt = Date.parse('2026-12-22T10:00:00.900Z')
const expected = { merchantId: 'mer_1', at: issuedAt }
const percent: Reward = { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null }
const signed = {
  issuer: 'https://loyalty.shop.example',
  merchantId: 'mer_1',
  customerId: 'cus_1',
  code: 'LAUREL-7K3M-9QXT-B2WF-C',
  issuedAt,
  expiresAt,
  reward: percent,
}
const claims = {
  iss: signed.issuer,
  aud: 'mer_1',
  sub: 'cus_1',
  jti: signed.code,
  iat: Math.floor(issuedAt / 1000),
  exp: Math.floor(expiresAt / 1000),
  reward: percent,
}
const token = await signReward(key, signed)

const publicKey = () => createPublicKey({ key: keys.publicJwks.keys[0] ?? {}, format: 'jwk' })
const parts = (jws: string) => {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  return { message: Buffer.from(`${header}.${payload}`), signature: Buffer.from(signature, 'base64url') }
}

/** What `openssl pkeyutl` answers for a message and a signature under the published key. */
function openssl(message: Buffer, signature: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-token-'))
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const pem = write('public.pem', publicKey().export({ type: 'spki', format: 'pem' }))
  const args = ['pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin', '-in', write('message', message)]
  try {
    return execFileSync('openssl', [...args, '-sigfile', write('signature', signature)], {
      stdio: 'pipe',
    }).toString()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('signReward', () => {
  it('names algorithm, type and key in the header', () => {
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', typ: 'laurel-reward+jwt', kid: key.kid })
  })

  it('gives the same bytes for the same row', async () => {
    const reordered: Reward = { minimumSpend: null, currency: 'GBP', percent: 10, kind: 'percent' }
    expect(await signReward(key, { ...signed })).toBe(token)
    expect(await signReward(key, { ...signed, reward: reordered })).toBe(token)
  })

  it('is verified by plain jose with the published keys', async () => {
    const published = createLocalJWKSet({ keys: JSON.parse(JSON.stringify(keys.publicJwks.keys)) })
    const { payload } = await jwtVerify(token, published, {
      algorithms: ['EdDSA'],
      audience: 'mer_1',
      issuer: signed.issuer,
      typ: 'laurel-reward+jwt',
      currentDate: new Date(issuedAt),
    })
    expect(payload).toEqual(claims)
  })

  it('is verified by node:crypto', () => {
    const { message, signature } = parts(token)
    expect(verify(null, message, publicKey(), signature)).toBe(true)
    expect(verify(null, Buffer.concat([message, Buffer.of(32)]), publicKey(), signature)).toBe(false)
  })

  it('is verified by openssl', () => {
    const { message, signature } = parts(token)
    expect(openssl(message, signature)).toContain('Signature Verified Successfully')
    expect(() => openssl(Buffer.concat([message, Buffer.of(32)]), signature)).toThrow()
  })
})

describe('verifyReward', () => {
  it('gives the claims of our own token', async () => {
    expect(await verifyReward(token, keys, expected)).toEqual(claims)
  })

  it.each<[string, Reward]>([
    ['an amount', { kind: 'amount', amount: 500, currency: 'JPY', minimumSpend: 3000 }],
    ['free shipping', { kind: 'freeShipping', currency: 'CZK', minimumSpend: null }],
    ['a product', { kind: 'product', sku: 'mug', name: 'Hrnek ☕', currency: 'CZK', minimumSpend: null }],
    ['a pool code', { kind: 'pool', pool: 'summer', name: 'Summer' }],
  ])('carries %s', async (_, reward) => {
    const carrying = await signReward(key, { ...signed, reward })
    expect((await verifyReward(carrying, keys, expected))?.reward).toEqual(reward)
  })

  it('refuses the token of another merchant', async () => {
    expect(await verifyReward(token, keys, { ...expected, merchantId: 'mer_2' })).toBeNull()
  })

  it('refuses a token from the second it expires', async () => {
    const exp = claims.exp * 1000
    expect(await verifyReward(token, keys, { ...expected, at: exp - 1 })).toEqual(claims)
    expect(await verifyReward(token, keys, { ...expected, at: exp })).toBeNull()
  })

  it('refuses a token of a key it does not know', async () => {
    const others = await loadSigningKeys(await generateSigningJwks())
    expect(await verifyReward(token, others, expected)).toBeNull()
    const posing = { ...others.current(0), kid: key.kid }
    expect(await verifyReward(await signReward(posing, signed), keys, expected)).toBeNull()
    for (const kid of ['unknown', '', `${key.kid}x`])
      expect(await verifyReward(await signReward({ ...key, kid }, signed), keys, expected)).toBeNull()
  })

  it('refuses a token of another type or without claims', async () => {
    const privateKey = await importJWK(jwks.keys[0] ?? {})
    const sign = (typ: string, payload: object) =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg: 'EdDSA', typ, kid: key.kid }).sign(privateKey)
    expect(await verifyReward(await sign('laurel-reward+jwt', claims), keys, expected)).toEqual(claims)
    expect(await verifyReward(await sign('JWT', claims), keys, expected)).toBeNull()
    for (const name of Object.keys(claims)) {
      const lacking = Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name))
      expect(await verifyReward(await sign('laurel-reward+jwt', lacking), keys, expected)).toBeNull()
    }
  })

  it('refuses an unsigned token and one with any symbol changed', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'laurel-reward+jwt', kid: key.kid }))
    const unsigned = `${header.toString('base64url')}.${token.split('.')[1]}.`
    for (const text of ['', 'a.b.c', unsigned]) expect(await verifyReward(text, keys, expected)).toBeNull()
    for (let i = 0; i < token.length - 1; i += 7) {
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1)
      expect(await verifyReward(changed, keys, expected)).toBeNull()
    }
  })
})
