import { base64url, errors as joseErrors, jwtVerify, SignJWT } from 'jose'
import { CustomerRef } from '../../sdk/contract'
import { LONGEST_KEPT } from '../http/credential'
import { refuse } from '../http/refusal'
import type { Vault } from '../store/vault'

const GUEST = 'guest:'
const GUEST_TYPE = 'laurel-guest+jwt'
const CUSTOMER_TYPE = 'laurel-customer+jwt'
const ALGORITHM = 'HS256'
const MAX_TOKEN_AGE_S = 3600
const GUEST_TOKEN_AGE_S = 90 * 86_400
const CLOCK_SKEW_S = 30
const profile = CustomerRef.shape

/** Verified claims of a token: who is asking. */
export interface Shopper {
  kind: 'customer' | 'guest'
  externalId: string
  name: string | null
  email: string | null
  /** How long the token is believed, epoch ms. */
  until: number
}

/** A token as it was sent, and the merchant whose key came with it. */
export interface ShopperToken {
  merchantId: string
  token: string
}

/** Ids of guests are ours: no merchant can name a customer so. */
export const isGuestId = (externalId: string): boolean => externalId.startsWith(GUEST)

/** The id of a guest, from the random and timed part of `cus_…`. */
export const guestIdOf = (customerId: string): string => `${GUEST}${customerId.slice('cus_'.length)}`

/** What a guest's browser keeps; `now` in epoch ms. The same guest at the same second gets the same token. */
export async function signGuestToken(
  { vault, publicUrl }: { vault: Vault; publicUrl: string },
  { merchantId, externalId }: { merchantId: string; externalId: string },
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const nowS = Math.floor(now / 1000)
  const expiresS = nowS + GUEST_TOKEN_AGE_S
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM, typ: GUEST_TYPE })
    .setIssuer(publicUrl)
    .setAudience(merchantId)
    .setSubject(externalId)
    .setIssuedAt(nowS)
    .setExpirationTime(expiresS)
    .sign(await vault.guestKey(merchantId))
  return { token, expiresAt: expiresS * 1000 }
}

/** null when we have not signed it for this merchant. @throws Refusal `token_expired` */
export async function verifyGuestToken(
  vault: Vault,
  sent: ShopperToken,
  now: number,
): Promise<Shopper | null> {
  const key = await vault.guestKey(sent.merchantId)
  const claims = await verify(sent, key, { typ: GUEST_TYPE, maxAgeS: GUEST_TOKEN_AGE_S, now })
  if (!claims || !isGuestId(claims.sub)) return null
  return { kind: 'guest', externalId: claims.sub, name: null, email: null, until: claims.until }
}

/** null when this secret has not signed it, or it names somebody no merchant can name. @throws Refusal `token_expired` */
export async function verifyCustomerToken(
  secret: string,
  sent: ShopperToken,
  now: number,
): Promise<Shopper | null> {
  const key = new TextEncoder().encode(secret)
  const claims = await verify(sent, key, { typ: CUSTOMER_TYPE, maxAgeS: MAX_TOKEN_AGE_S, now })
  if (!claims || !profile.externalId.safeParse(claims.sub).success) return null
  return {
    kind: 'customer',
    externalId: claims.sub,
    name: claim('name', claims.name),
    email: claim('email', claims.email),
    until: claims.until,
  }
}

interface Expected {
  typ: string
  maxAgeS: number
  now: number
}

interface Claims {
  sub: string
  name: unknown
  email: unknown
  /** Nothing but time takes from a token that it is believed. Epoch ms. */
  until: number
}

/** The claims of a token that was believed at `from`, epoch ms. */
interface Believed {
  claims: Claims
  from: number
}

const MOST_BELIEVED = 20_000
const believed = new Map<string, Believed>()

/** A page sends one token with every call for some minutes, so it is checked once. */
async function verify(sent: ShopperToken, key: Uint8Array, expected: Expected): Promise<Claims | null> {
  const id = [sent.merchantId, expected.typ, base64url.encode(key), sent.token].join(' ')
  const known = believed.get(id)
  if (known && known.from <= expected.now && expected.now < known.claims.until) return known.claims
  const found = await check(sent, key, expected)
  if (!found || sent.token.length > LONGEST_KEPT) return found?.claims ?? null
  if (believed.size >= MOST_BELIEVED) believed.clear()
  believed.set(id, found)
  return found.claims
}

async function check(
  { token, merchantId }: ShopperToken,
  key: Uint8Array,
  { typ, maxAgeS, now }: Expected,
): Promise<Believed | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      ...{ algorithms: [ALGORITHM], typ, audience: merchantId, requiredClaims: ['sub', 'iat', 'exp'] },
      ...{ clockTolerance: CLOCK_SKEW_S, maxTokenAge: maxAgeS, currentDate: new Date(now) },
    })
    const { sub, exp = Infinity, iat = 0, name, email } = payload
    if (typeof sub !== 'string' || exp > now / 1000 + maxAgeS + CLOCK_SKEW_S) return null
    return { claims: { sub, name, email, until: Math.min(exp, iat + maxAgeS) * 1000 }, from: now }
  } catch (error) {
    if (error instanceof joseErrors.JWTExpired) throw refuse('token_expired')
    return null
  }
}

/** What could not be sent as a profile is not taken from a token either. */
const claim = (field: 'name' | 'email', value: unknown): string | null =>
  profile[field].safeParse(value).data ?? null
