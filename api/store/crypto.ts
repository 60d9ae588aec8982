/**
 * The few algorithms everything rests on. Where there is `node:crypto` it is used: WebCrypto hands every call to a
 * thread pool, which takes some forty microseconds for what takes two. An edge runtime has WebCrypto alone.
 */
import { hex } from './hex'

export type Bytes = Uint8Array<ArrayBuffer>

const node = globalThis.process?.getBuiltinModule?.('node:crypto')
const utf8 = new TextEncoder()
const bytesOf = (data: string | Uint8Array): Bytes =>
  typeof data === 'string' ? utf8.encode(data) : new Uint8Array(data)

/** SHA-256 in hex; text is taken as UTF-8. */
export async function sha256(data: string | Uint8Array): Promise<string> {
  if (node) return node.createHash('sha256').update(data).digest('hex')
  return hex(await crypto.subtle.digest('SHA-256', bytesOf(data)))
}

/** HMAC-SHA256 of a text under one key. */
export type Mac = (message: string) => Promise<Bytes>

export async function hmacBy(key: Uint8Array): Promise<Mac> {
  if (node) {
    const secret = node.createSecretKey(key)
    return async message => new Uint8Array(node.createHmac('sha256', secret).update(message).digest())
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign'])
  return async message => new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8.encode(message)))
}

/** AES-256-GCM; what is encrypted ends with its tag of 16 bytes. */
export interface Cipher {
  encrypt(iv: Bytes, plain: Bytes, context: Bytes): Promise<Bytes>
  /** Throws when key, iv, context or text are not those of the encryption. */
  decrypt(iv: Bytes, encrypted: Bytes, context: Bytes): Promise<Bytes>
}

export const TAG_BYTES = 16

export async function aesGcmBy(key: Bytes): Promise<Cipher> {
  if (node) return nodeCipher(node, key)
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const by = (iv: Bytes, context: Bytes) => ({ name: 'AES-GCM', iv, additionalData: context })
  return {
    encrypt: async (iv, plain, context) =>
      new Uint8Array(await crypto.subtle.encrypt(by(iv, context), imported, plain)),
    decrypt: async (iv, encrypted, context) =>
      new Uint8Array(await crypto.subtle.decrypt(by(iv, context), imported, encrypted)),
  }
}

function nodeCipher({ createCipheriv, createDecipheriv }: NonNullable<typeof node>, key: Bytes): Cipher {
  return {
    async encrypt(iv, plain, context) {
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(context)
      return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
    },
    async decrypt(iv, encrypted, context) {
      const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(context)
      cipher.setAuthTag(encrypted.subarray(-TAG_BYTES))
      return new Uint8Array(Buffer.concat([cipher.update(encrypted.subarray(0, -TAG_BYTES)), cipher.final()]))
    },
  }
}

/** One key out of a secret for one purpose: HKDF-SHA256 (RFC 5869), 32 bytes. */
export async function derive(secret: string, purpose: string): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveBits'])
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 256))
}

/** Ed25519 over a text (RFC 8032); the private key as RFC 8037 writes it. */
export type Sign = (text: string) => Promise<Bytes>

export async function ed25519By(jwk: { kty: string; crv: string; x: string; d: string }): Promise<Sign> {
  if (node) {
    const key = node.createPrivateKey({ key: jwk, format: 'jwk' })
    return async text => new Uint8Array(node.sign(null, utf8.encode(text), key))
  }
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['sign'])
  return async text => new Uint8Array(await crypto.subtle.sign('Ed25519', key, utf8.encode(text)))
}
