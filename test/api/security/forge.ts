import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import type { SigningKey } from '../../../api/rewards/signing-keys'

export interface Forged {
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  /** What it is signed with, by HMAC; a text is its UTF-8. */
  secret?: string | Uint8Array
  hash?: 'sha256' | 'sha384' | 'sha512'
}

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token as an attacker writes it: nothing is checked, left out or put right. What is `undefined` is not in it. */
export function forge({ header, claims, secret = '', hash = 'sha256' }: Forged): string {
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}

/** The same, signed with an Ed25519 key of the attacker's own, and that key. */
export function forgeWithOwnKey({ header, claims }: Omit<Forged, 'secret'>): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const jwk = publicKey.export({ format: 'jwk' })
  const signed = `${encoded({ ...header, jwk })}.${encoded(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

/** Signed with the key of the server itself, for another purpose than it is for. */
export async function forgeWithOurKey(
  { header, claims }: Omit<Forged, 'secret'>,
  key: SigningKey,
): Promise<string> {
  const signed = `${encoded({ ...header, kid: key.kid })}.${encoded(claims)}`
  return `${signed}.${Buffer.from(await key.sign(signed)).toString('base64url')}`
}

/** Signed with a private key that somebody has got hold of. */
export function forgeWithJwk({ header, claims }: Omit<Forged, 'secret'>, jwk: object): string {
  const key = createPrivateKey({ key: jwk as never, format: 'jwk' })
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

export const unsigned = ({ header, claims }: Forged): string => `${encoded(header)}.${encoded(claims)}.`
