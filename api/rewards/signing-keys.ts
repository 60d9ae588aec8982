import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import { ed25519By, type Sign } from '../store/crypto'

export interface SigningKey {
  kid: string
  /** Signs what is issued from then on, epoch seconds; it is published before. */
  nbf: number
  sign: Sign
  publicKey: CryptoKey
}

export interface SigningKeys {
  /**
   * The key for a token issued `at` (epoch milliseconds): the one with the greatest `nbf` that has come, and
   * before all of them the earliest, so that no row is ever without a key.
   */
  current(at: number): SigningKey
  byKid(kid: string): SigningKey | undefined
  /** What `/.well-known/jwks.json` answers: keys to come, in use and retired, without their private part. */
  publicJwks: { keys: JWK[] }
}

const ED25519 = 'Ed25519'
const BYTES_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/
const bytes32 = z.string().regex(BYTES_32, 'must be 32 bytes in base64url')

/** A private key as RFC 8037 writes it; `nbf` is our own member. */
const PrivateJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal(ED25519),
  x: bytes32,
  d: bytes32,
  kid: z.string().min(1).max(128).optional(),
  nbf: z.int().min(0).default(0),
  alg: z.enum(['EdDSA', ED25519]).optional(),
  use: z.literal('sig').optional(),
})
type PrivateJwk = z.infer<typeof PrivateJwk>

const PrivateJwks = z.object({ keys: z.array(PrivateJwk).min(1) })

/**
 * Imports the private keys that sign rewards. To rotate, add a key with an `nbf` some days ahead; to retire
 * one, remove it when the last token it signed has expired.
 *
 * @param jwks a JSON Web Key Set of private Ed25519 keys (RFC 7517, RFC 8037); `kid` defaults to the RFC 7638 thumbprint
 * @throws Error on anything else, two keys with one `kid` or one `nbf`, or an `x` that is not of its `d`
 */
export async function loadSigningKeys(jwks: unknown): Promise<SigningKeys> {
  const parsed = PrivateJwks.safeParse(jwks)
  if (!parsed.success) throw new Error(`signing keys: ${z.prettifyError(parsed.error)}`)
  const loaded = await Promise.all(parsed.data.keys.map(load))
  const oldestFirst = loaded.map(({ key }) => key).sort((a, b) => a.nbf - b.nbf)
  const byKid = new Map(oldestFirst.map(key => [key.kid, key]))
  const [earliest] = oldestFirst
  if (!earliest || byKid.size < oldestFirst.length) throw new Error('signing keys: two have the same kid')
  if (new Set(oldestFirst.map(key => key.nbf)).size < oldestFirst.length)
    throw new Error('signing keys: two begin to sign at the same time, give the newer one a later nbf')
  return {
    current: at => oldestFirst.findLast(key => key.nbf * 1000 <= at) ?? earliest,
    byKid: kid => byKid.get(kid),
    publicJwks: { keys: loaded.map(({ published }) => published) },
  }
}

/** A set with one new key, to be stored where only the server can read it. */
export async function generateSigningJwks(): Promise<{ keys: JWK[] }> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: ED25519, extractable: true })
  const jwk = await exportJWK(privateKey)
  return { keys: [{ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' }] }
}

async function load(jwk: PrivateJwk): Promise<{ key: SigningKey; published: JWK }> {
  const point = { kty: jwk.kty, crv: jwk.crv, x: jwk.x }
  const kid = jwk.kid ?? (await calculateJwkThumbprint(point))
  const [sign, publicKey] = await importPair(jwk).catch(cause => {
    throw new Error(`signing keys: ${kid} is not an Ed25519 key`, { cause })
  })
  if (!(await isPair(sign, publicKey))) throw new Error(`signing keys: x of ${kid} is not of its d`)
  return {
    key: { kid, nbf: jwk.nbf, sign, publicKey },
    published: { ...point, kid, alg: 'EdDSA', use: 'sig' },
  }
}

function importPair({ kty, crv, x, d }: PrivateJwk): Promise<[Sign, CryptoKey]> {
  const publicKey = crypto.subtle.importKey('jwk', { kty, crv, x }, { name: ED25519 }, false, ['verify'])
  return Promise.all([ed25519By({ kty, crv, x, d }), publicKey])
}

async function isPair(sign: Sign, publicKey: CryptoKey): Promise<boolean> {
  const message = 'laurel'
  return crypto.subtle.verify(ED25519, publicKey, await sign(message), new TextEncoder().encode(message))
}
