import { inspect } from 'node:util'
import { base64url } from 'jose'
import { describe, expect, it } from 'vitest'
import { generateSigningJwks, loadSigningKeys } from '../../../api/rewards/signing-keys'

/** RFC 8037, appendix A. */
const RFC = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}
const RFC_THUMBPRINT = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
const RFC_JWS =
  'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'

const generated = async (nbf?: number) => {
  const { keys } = await generateSigningJwks()
  return { ...keys[0], nbf }
}

describe('loadSigningKeys', () => {
  it('names a key by its RFC 7638 thumbprint', async () => {
    const keys = await loadSigningKeys({ keys: [RFC] })
    expect(keys.current(0).kid).toBe(RFC_THUMBPRINT)
    expect(keys.byKid(RFC_THUMBPRINT)).toBe(keys.current(0))
    expect(keys.byKid('another')).toBeUndefined()
  })

  it('reproduces the signature of RFC 8037 A.4', async () => {
    const { sign } = (await loadSigningKeys({ keys: [RFC] })).current(0)
    const signingInput = RFC_JWS.slice(0, RFC_JWS.lastIndexOf('.'))
    expect(`${signingInput}.${base64url.encode(await sign(signingInput))}`).toBe(RFC_JWS)
  })

  it('publishes every key and no private part', async () => {
    const later = await generated(4_000_000_000)
    const { publicJwks } = await loadSigningKeys({ keys: [{ ...RFC, kid: 'first', note: 'ours' }, later] })
    const common = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }
    expect(publicJwks).toEqual({
      keys: [
        { ...common, kid: 'first', x: RFC.x },
        { ...common, kid: later.kid, x: later.x },
      ],
    })
  })

  it('signs with the latest key that has begun', async () => {
    const [first, second, third] = [await generated(), await generated(1000), await generated(2000)]
    const keys = await loadSigningKeys({ keys: [third, first, second] })
    expect(keys.current(999_999).kid).toBe(first.kid)
    expect(keys.current(1_000_000).kid).toBe(second.kid)
    expect(keys.current(1_999_999).kid).toBe(second.kid)
    expect(keys.current(2_000_000).kid).toBe(third.kid)
    expect(keys.byKid(third.kid ?? '')?.kid).toBe(third.kid)
  })

  it('signs with the earliest key when none has begun', async () => {
    const [late, later] = [await generated(1000), await generated(2000)]
    const keys = await loadSigningKeys({ keys: [later, late] })
    expect(keys.current(0).kid).toBe(late.kid)
  })

  it('shows the private part to nobody who looks at a key', async () => {
    const key = (await loadSigningKeys({ keys: [RFC] })).current(0)
    expect(inspect(key, { depth: 9, showHidden: true })).not.toContain(RFC.d)
  })

  it.each([
    ['nothing', undefined],
    ['a text', '{"keys":[]}'],
    ['no key', { keys: [] }],
    ['a public key', { keys: [{ ...RFC, d: undefined }] }],
    ['another curve', { keys: [{ ...RFC, crv: 'X25519' }] }],
    ['another kind', { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }],
    ['a short key', { keys: [{ ...RFC, d: RFC.d.slice(1) }] }],
    ['a padded key', { keys: [{ ...RFC, d: `${RFC.d}=` }] }],
    ['an algorithm that is not its own', { keys: [{ ...RFC, alg: 'ES256' }] }],
    ['a key for encryption', { keys: [{ ...RFC, use: 'enc' }] }],
    ['a fraction as nbf', { keys: [{ ...RFC, nbf: 1.5 }] }],
  ])('refuses %s', async (_, jwks) => {
    await expect(loadSigningKeys(jwks)).rejects.toThrow(/^signing keys: /)
  })

  it('refuses a public part of another key', async () => {
    const { x } = await generated()
    await expect(loadSigningKeys({ keys: [{ ...RFC, x }] })).rejects.toThrow(/^signing keys: /)
  })

  it('refuses two keys of one name or one beginning', async () => {
    const [a, b] = [await generated(1), await generated(1)]
    await expect(loadSigningKeys({ keys: [a, b] })).rejects.toThrow('at the same time')
    await expect(loadSigningKeys({ keys: [a, { ...b, nbf: 2, kid: a.kid }] })).rejects.toThrow('same kid')
  })

  it('never repeats a private key in an error', async () => {
    const error = await loadSigningKeys({ keys: [{ ...RFC, crv: 'X25519' }] }).catch(String)
    expect(error).not.toContain(RFC.d)
  })
})

describe('generateSigningJwks', () => {
  it('makes another loadable key each time', async () => {
    const [a, b] = [await generateSigningJwks(), await generateSigningJwks()]
    expect(a.keys[0]?.d).not.toBe(b.keys[0]?.d)
    expect((await loadSigningKeys(a)).current(0).kid).toBe(a.keys[0]?.kid)
    expect((await loadSigningKeys(JSON.parse(JSON.stringify(b)))).publicJwks.keys).toHaveLength(1)
  })
})
