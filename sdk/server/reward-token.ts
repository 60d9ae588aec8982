import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Reward } from '../contract'
import { LaurelError } from './error'

/** What a token proves was issued. Whether it was used since is not in it. */
export interface IssuedReward {
  /** The short code, for `codes.redeem`. */
  code: string
  reward: Reward
  /** Laurel's customer id (`cus_…`). */
  customerId: string
  issuedAt: Date
  expiresAt: Date
}

export interface VerifyRewardOptions {
  /** Laurel's published keys, or where they are (`…/.well-known/jwks.json`, fetched once and kept). */
  jwks: string | URL | JSONWebKeySet
  /** Yours (`mer_…`): a token of another merchant is refused. */
  merchantId: string
  /** Laurel's public address, to refuse tokens of another installation. */
  issuer?: string
  /** The time to check against; now by default. */
  at?: Date
  fetch?: typeof globalThis.fetch
}

/**
 * Checks, offline, that Laurel issued this reward to one of your customers and that it has not expired. It
 * does not say that the code is unused: only `codes.redeem` decides that.
 *
 * @throws LaurelError `reward_token_invalid`, `reward_token_expired`; `network_error` when keys at an address
 * cannot be read
 * @see RFC 7519, RFC 8037
 * @example
 * const { code, reward } = await verifyRewardToken(token, {
 *   jwks: 'https://loyalty.shop.example/.well-known/jwks.json',
 *   merchantId: 'mer_01m7v8x4k2f9tq3r5w6y7z8abc',
 * })
 */
export async function verifyRewardToken(
  token: string,
  { jwks, merchantId, issuer, at, fetch }: VerifyRewardOptions,
): Promise<IssuedReward> {
  try {
    const { payload } = await jwtVerify(token, keysOf(jwks, fetch), {
      algorithms: ['EdDSA'],
      typ: 'laurel-reward+jwt',
      audience: merchantId,
      issuer,
      requiredClaims: ['sub', 'jti', 'iat', 'exp', 'reward'],
      currentDate: at,
    })
    return issuedReward(payload as JWTPayload & Required<Claims>)
  } catch (cause) {
    throw refusal(cause)
  }
}

type Claims = Pick<JWTPayload, 'sub' | 'jti' | 'iat' | 'exp'> & { reward?: Reward }

function issuedReward({ sub, jti, iat, exp, reward }: Required<Claims>): IssuedReward {
  return {
    code: jti,
    reward,
    customerId: sub,
    issuedAt: new Date(iat * 1000),
    expiresAt: new Date(exp * 1000),
  }
}

/** By address, so that keys are fetched once. */
const remoteKeys = new Map<string, JWTVerifyGetKey>()

function keysOf(jwks: string | URL | JSONWebKeySet, fetch = globalThis.fetch): JWTVerifyGetKey {
  if (typeof jwks === 'object' && 'keys' in jwks) return createLocalJWKSet(jwks)
  const url = new URL(jwks)
  const known = remoteKeys.get(url.href)
  if (known) return known
  const keys = createRemoteJWKSet(url, { [customFetch]: (address, init) => fetch(address, init) })
  remoteKeys.set(url.href, keys)
  return keys
}

function refusal(cause: unknown): LaurelError {
  if (cause instanceof errors.JWTExpired)
    return new LaurelError({ code: 'reward_token_expired', detail: 'The reward has expired', cause })
  const isToken =
    cause instanceof errors.JWTInvalid ||
    cause instanceof errors.JWTClaimValidationFailed ||
    cause instanceof errors.JWSInvalid ||
    cause instanceof errors.JWSSignatureVerificationFailed ||
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JOSEAlgNotAllowed ||
    cause instanceof errors.JOSENotSupported
  if (isToken)
    return new LaurelError({
      code: 'reward_token_invalid',
      detail: 'Laurel did not issue this to you',
      cause,
    })
  return new LaurelError({ code: 'network_error', detail: 'The published keys cannot be read', cause })
}
