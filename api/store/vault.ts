import { base64url } from 'jose'
import { networkOf } from './network'

/** Everything that hangs on `LAUREL_SECRET`. Whoever loses the secret loses what is sealed under it. */
export interface Vault {
  /** base64url of iv and AES-256-GCM ciphertext; `context` (table, row, column) has to be said again to unseal. */
  seal(plain: string, context: string): Promise<string>
  /** Throws when the text was sealed under another secret or context, or was changed. */
  unseal(sealed: string, context: string): Promise<string>
  /** The 32 bytes that decide spin `nonce`: no storage, and no way to choose them. */
  serverSeed(wheelId: string, customerId: string, nonce: number): Promise<Uint8Array<ArrayBuffer>>
  /** What a code is found by; `normalizedCode` as `normalizeCode` gives it. */
  codeLookup(merchantId: string, normalizedCode: string): Promise<string>
  /** Keyed hash of the network of an address, another one each UTC day; `at` in epoch milliseconds. */
  networkHash(network: string, at: number): Promise<string>
  /** Keyed hash of an address as `normaliseEmail` gives it, another one for each merchant. */
  emailKey(merchantId: string, normalised: string): Promise<string>
  /** The 32 bytes that sign the guest tokens of one merchant. */
  guestKey(merchantId: string): Promise<Uint8Array<ArrayBuffer>>
}

const MINIMUM_SECRET = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const MS_PER_DAY = 86_400_000

/** Never change these: each names a key, and sealed rows, open commitments and look-ups would be lost. */
const PURPOSE = {
  sealing: 'laurel/v1/sealing',
  fairness: 'laurel/v1/fairness',
  codes: 'laurel/v1/codes',
  networks: 'laurel/v1/networks',
  emails: 'laurel/v1/emails',
  guests: 'laurel/v1/guests',
}

const AES: AesKeyGenParams = { name: 'AES-GCM', length: 256 }
const HMAC: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256', length: 256 }
const utf8 = new TextEncoder()

/**
 * Derives one key per purpose from the secret (HKDF-SHA256, RFC 5869); none of them can be exported.
 *
 * @throws Error when the secret is shorter than 32 characters
 */
export async function openVault(secret: string): Promise<Vault> {
  if (secret.length < MINIMUM_SECRET)
    throw new Error(`LAUREL_SECRET must have at least ${MINIMUM_SECRET} characters, it has ${secret.length}`)
  const base = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveKey'])
  const [sealing, fairness, codes, networks, emails, guests] = await Promise.all([
    derive(base, PURPOSE.sealing, AES, ['encrypt', 'decrypt']),
    derive(base, PURPOSE.fairness, HMAC, ['sign']),
    derive(base, PURPOSE.codes, HMAC, ['sign']),
    derive(base, PURPOSE.networks, HMAC, ['sign']),
    derive(base, PURPOSE.emails, HMAC, ['sign']),
    derive(base, PURPOSE.guests, HMAC, ['sign']),
  ])
  return {
    seal: (plain, context) => seal(sealing, plain, context),
    unseal: (sealed, context) => unseal(sealing, sealed, context),
    serverSeed: (wheelId, customerId, nonce) => mac(fairness, `${wheelId}:${customerId}:${nonce}`),
    codeLookup: async (merchantId, normalizedCode) =>
      base64url.encode(await mac(codes, `${merchantId}:${normalizedCode}`)),
    networkHash: async (network, at) =>
      base64url.encode(await mac(networks, `${Math.floor(at / MS_PER_DAY)}:${networkOf(network)}`)),
    emailKey: async (merchantId, normalised) =>
      base64url.encode(await mac(emails, `${merchantId}:${normalised}`)),
    guestKey: merchantId => mac(guests, merchantId),
  }
}

function derive(
  base: CryptoKey,
  purpose: string,
  algorithm: AesKeyGenParams | HmacKeyGenParams,
  usages: KeyUsage[],
): Promise<CryptoKey> {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode(purpose) }
  return crypto.subtle.deriveKey(hkdf, base, algorithm, false, usages)
}

async function mac(key: CryptoKey, message: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(message)))
}

async function seal(key: CryptoKey, plain: string, context: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8.encode(context) }
  const encrypted = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, utf8.encode(plain)))
  const sealed = new Uint8Array(IV_BYTES + encrypted.length)
  sealed.set(iv)
  sealed.set(encrypted, IV_BYTES)
  return base64url.encode(sealed)
}

async function unseal(key: CryptoKey, sealed: string, context: string): Promise<string> {
  try {
    const bytes = new Uint8Array(base64url.decode(sealed))
    if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('too short')
    const algorithm = {
      name: 'AES-GCM',
      iv: bytes.subarray(0, IV_BYTES),
      additionalData: utf8.encode(context),
    }
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(IV_BYTES)))
  } catch (cause) {
    throw new Error('cannot unseal: another LAUREL_SECRET or context, or the text was changed', { cause })
  }
}
