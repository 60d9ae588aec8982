import { exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createLaurelServer, type VerifyRewardOptions, verifyRewardToken } from '../../sdk/server'
import { MERCHANT, SECRET_KEY } from './server-fake'

const identitySecret = 'ids-secret-of-at-least-32-characters!'

describe('a customer token', () => {
  const laurel = createLaurelServer({ secretKey: SECRET_KEY, identitySecret })

  test('is an HS256 JWT for the merchant about the shopper', async () => {
    const token = await laurel.signCustomerToken({
      externalId: '17850',
      name: 'Ada',
      email: 'ada@example.com',
    })
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(identitySecret), {
      audience: MERCHANT,
      typ: 'laurel-customer+jwt',
    })
    expect(protectedHeader.alg).toBe('HS256')
    expect(payload).toMatchObject({ sub: '17850', name: 'Ada', email: 'ada@example.com' })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600)
  })

  test('carries no claim that was not given', async () => {
    const token = await laurel.signCustomerToken({ externalId: '17850' })
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'sub'])
  })

  test.each([0, -1, 3601, Number.NaN, Number.POSITIVE_INFINITY])('never lives %s seconds', async seconds => {
    const signing = laurel.signCustomerToken({ externalId: '1', expiresInSeconds: seconds })
    await expect(signing).rejects.toMatchObject({ code: 'invalid_argument' })
  })

  test('needs the identity secret', async () => {
    const signing = createLaurelServer({ secretKey: SECRET_KEY }).signCustomerToken({ externalId: '1' })
    await expect(signing).rejects.toMatchObject({ code: 'invalid_argument' })
  })
})

describe('a reward token', () => {
  let privateKey: CryptoKey
  let jwks: Exclude<VerifyRewardOptions['jwks'], string | URL>
  const reward = { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null }

  beforeAll(async () => {
    const pair = await generateKeyPair('EdDSA', { extractable: true })
    privateKey = pair.privateKey
    jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'EdDSA' }] }
  })

  const sign = (claims: JWTPayload = {}, typ = 'laurel-reward+jwt', kid = 'k1') => {
    const iat = 1_800_000_000
    const all = {
      iss: 'https://l.test',
      aud: MERCHANT,
      sub: 'cus_1',
      jti: 'WREN-1',
      iat,
      exp: iat + 60,
      reward,
    }
    return new SignJWT({ ...all, ...claims }).setProtectedHeader({ alg: 'EdDSA', typ, kid }).sign(privateKey)
  }
  const at = new Date(1_800_000_030_000)

  test('proves what was issued to whom', async () => {
    expect(await verifyRewardToken(await sign(), { jwks, merchantId: MERCHANT, at })).toEqual({
      code: 'WREN-1',
      reward,
      customerId: 'cus_1',
      issuedAt: new Date(1_800_000_000_000),
      expiresAt: new Date(1_800_000_060_000),
    })
  })

  test('of another merchant, type, issuer or key is invalid', async () => {
    const other = await generateKeyPair('EdDSA')
    const forged = await new SignJWT({ reward })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'laurel-reward+jwt', kid: 'k1' })
      .sign(other.privateKey)
    const options = { jwks, merchantId: MERCHANT, at }
    const tokens: [string, { issuer?: string }?][] = [
      [await sign({ aud: 'mer_other' })],
      [await sign({}, 'JWT')],
      [await sign({}, 'laurel-reward+jwt', 'k2')],
      [await sign({ reward: undefined })],
      [await sign(), { issuer: 'https://elsewhere.test' }],
      [forged],
      ['not.a.token'],
    ]
    for (const [token, more] of tokens)
      await expect(verifyRewardToken(token, { ...options, ...more })).rejects.toMatchObject({
        code: 'reward_token_invalid',
        status: 0,
      })
  })

  test('that has expired says so', async () => {
    const late = new Date(1_800_000_061_000)
    const checking = verifyRewardToken(await sign(), { jwks, merchantId: MERCHANT, at: late })
    await expect(checking).rejects.toMatchObject({ code: 'reward_token_expired' })
  })

  test('is checked with the published keys, fetched once', async () => {
    const fetched: string[] = []
    const fetch = async (input: string | URL | Request) => {
      fetched.push(String(input))
      return Response.json(jwks)
    }
    const nowSeconds = Math.floor(Date.now() / 1000)
    const laurel = createLaurelServer({ secretKey: SECRET_KEY, api: 'http://keys.test', fetch })
    const token = await sign({ iat: nowSeconds, exp: nowSeconds + 60 })
    await laurel.verifyRewardToken(token)
    await laurel.verifyRewardToken(token)
    expect(fetched).toEqual(['http://keys.test/.well-known/jwks.json'])
  })

  test('cannot be checked when the keys cannot be read', async () => {
    const fetch = async () => Promise.reject(new TypeError('fetch failed'))
    const checking = verifyRewardToken(await sign(), {
      jwks: 'http://down.test',
      merchantId: MERCHANT,
      fetch,
    })
    await expect(checking).rejects.toMatchObject({ code: 'network_error' })
  })
})
