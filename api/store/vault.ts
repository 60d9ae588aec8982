import { base64url } from 'jose'
import { aesGcmBy, type Bytes, type Cipher, derive, hmacBy, TAG_BYTES } from './crypto'
import { networkOf } from './network'
import { remember } from './remember'

/** Everything that hangs on `LAUREL_SECRET`. Whoever loses the secret loses what is sealed under it. */
export interface Vault {
  /** base64url of iv and AES-256-GCM ciphertext; `context` (table, row, column) has to be said again to unseal. */
  seal(plain: string, context: string): Promise<string>
  /** Throws when the text was sealed under another secret or context, or was changed. */
  unseal(sealed: string, context: string): Promise<string>
  /** The same, remembered: for the few that are asked for over and over. */
  secretOf(sealed: string, context: string): Promise<string>
  /** The 32 bytes that decide spin `nonce`: no storage, and no way to choose them. */
  serverSeed(wheelId: string, customerId: string, nonce: number): Promise<Bytes>
  /** What a code is found by; `normalizedCode` as `normalizeCode` gives it. */
  codeLookup(merchantId: string, normalizedCode: string): Promise<string>
  /** Keyed hash of the network of an address, another one each UTC day; `at` in epoch milliseconds. */
  networkHash(network: string, at: number): Promise<string>
  /** Keyed hash of an address as `normaliseEmail` gives it, another one for each merchant. */
  emailKey(merchantId: string, normalised: string): Promise<string>
  /** Keyed hash of what a merchant knows a customer by, another one for each merchant. */
  customerKey(merchantId: string, by: 'id' | 'email', value: string): Promise<string>
  /** The 32 bytes that sign the guest tokens of one merchant. */
  guestKey(merchantId: string): Promise<Bytes>
}

const MINIMUM_SECRET = 32
const IV_BYTES = 12
const MS_PER_DAY = 86_400_000

/** Never change these: each names a key, and sealed rows, open commitments and look-ups would be lost. */
const PURPOSE = {
  sealing: 'laurel/v1/sealing',
  fairness: 'laurel/v1/fairness',
  codes: 'laurel/v1/codes',
  networks: 'laurel/v1/networks',
  emails: 'laurel/v1/emails',
  customers: 'laurel/v1/customers',
  guests: 'laurel/v1/guests',
}

const utf8 = new TextEncoder()
/** Merchants have a handful of secrets each, which every request of a shopper needs. */
const MOST_REMEMBERED = 10_000

/**
 * Derives one key per purpose from the secret (HKDF-SHA256, RFC 5869).
 *
 * @throws Error when the secret is shorter than 32 characters
 */
export async function openVault(secret: string): Promise<Vault> {
  if (secret.length < MINIMUM_SECRET)
    throw new Error(`LAUREL_SECRET must have at least ${MINIMUM_SECRET} characters, it has ${secret.length}`)
  const key = (purpose: keyof typeof PURPOSE) => derive(secret, PURPOSE[purpose])
  const mac = async (purpose: keyof typeof PURPOSE) => hmacBy(await key(purpose))
  const sealing = await aesGcmBy(await key('sealing'))
  const [fairness, codes, networks, emails, customers, guests] = await Promise.all([
    ...([mac('fairness'), mac('codes'), mac('networks'), mac('emails')] as const),
    ...([mac('customers'), mac('guests')] as const),
  ])
  const secretOf = remember(MOST_REMEMBERED, (id: string) => {
    const [sealed = '', context = ''] = id.split(' ')
    return unseal(sealing, sealed, context)
  })
  return {
    seal: (plain, context) => seal(sealing, plain, context),
    unseal: (sealed, context) => unseal(sealing, sealed, context),
    secretOf: (sealed, context) => secretOf(`${sealed} ${context}`),
    serverSeed: (wheelId, customerId, nonce) => fairness(`${wheelId}:${customerId}:${nonce}`),
    codeLookup: async (merchantId, normalizedCode) =>
      base64url.encode(await codes(`${merchantId}:${normalizedCode}`)),
    networkHash: async (network, at) =>
      base64url.encode(await networks(`${Math.floor(at / MS_PER_DAY)}:${networkOf(network)}`)),
    emailKey: async (merchantId, normalised) => base64url.encode(await emails(`${merchantId}:${normalised}`)),
    customerKey: async (merchantId, by, value) =>
      base64url.encode(await customers(`${merchantId}:${by}:${value}`)),
    guestKey: guests,
  }
}

async function seal(cipher: Cipher, plain: string, context: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const encrypted = await cipher.encrypt(iv, utf8.encode(plain), utf8.encode(context))
  const sealed = new Uint8Array(IV_BYTES + encrypted.length)
  sealed.set(iv)
  sealed.set(encrypted, IV_BYTES)
  return base64url.encode(sealed)
}

async function unseal(cipher: Cipher, sealed: string, context: string): Promise<string> {
  try {
    const bytes: Bytes = new Uint8Array(base64url.decode(sealed))
    if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('too short')
    const [iv, encrypted] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES)]
    return new TextDecoder().decode(await cipher.decrypt(iv, encrypted, utf8.encode(context)))
  } catch (cause) {
    throw new Error('cannot unseal: another LAUREL_SECRET or context, or the text was changed', { cause })
  }
}
