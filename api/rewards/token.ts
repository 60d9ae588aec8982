import { base64url, jwtVerify } from 'jose'
import { z } from 'zod'
import { Reward } from '../../sdk/contract/award'
import type { SigningKey, SigningKeys } from './signing-keys'

const ALGORITHM = 'EdDSA'
const TYPE = 'laurel-reward+jwt'

/** What a token says of one code; instants in epoch milliseconds. */
export interface SignedReward {
  issuer: string
  merchantId: string
  customerId: string
  code: string
  issuedAt: number
  expiresAt: number
  reward: Reward
}

/** The claims of a token; `iat` and `exp` in epoch seconds, `jti` is the code. */
const RewardClaims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  reward: Reward,
})
export type RewardClaims = z.infer<typeof RewardClaims>

/**
 * The signed form of a reward: a compact JWS (RFC 7515, RFC 8037) of type `laurel-reward+jwt` that anyone can
 * check offline with the published keys. The same row and key give the same bytes, so it need not be stored.
 */
export async function signReward(key: SigningKey, signed: SignedReward): Promise<string> {
  const header = { alg: ALGORITHM, typ: TYPE, kid: key.kid }
  const claims: RewardClaims = {
    reward: inOrder(signed.reward),
    ...{ iss: signed.issuer, aud: signed.merchantId, sub: signed.customerId, jti: signed.code },
    ...{ iat: wholeSeconds(signed.issuedAt), exp: wholeSeconds(signed.expiresAt) },
  }
  const signingInput = [header, claims].map(part => base64url.encode(JSON.stringify(part))).join('.')
  return `${signingInput}.${base64url.encode(await key.sign(signingInput))}`
}

/**
 * The claims of a token that one of our keys signed for this merchant and that has not expired `at` (epoch
 * milliseconds); null for any other text. Whether the code was used is not in the token.
 */
export async function verifyReward(
  token: string,
  keys: SigningKeys,
  expected: { merchantId: string; at: number },
): Promise<RewardClaims | null> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => publicKeyOf(keys, kid), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      audience: expected.merchantId,
      currentDate: new Date(expected.at),
    })
    return RewardClaims.safeParse(payload).data ?? null
  } catch {
    return null
  }
}

/** Down, so that a token never outlives its row. */
const wholeSeconds = (epochMs: number) => Math.floor(epochMs / 1000)

/** Sorted by name: how a reward was read must not change the bytes that are signed. */
const inOrder = (reward: Reward) =>
  Object.fromEntries(Object.entries(reward).sort(([a], [b]) => (a < b ? -1 : 1))) as Reward

function publicKeyOf(keys: SigningKeys, kid: string | undefined): CryptoKey {
  const key = kid === undefined ? undefined : keys.byKid(kid)
  if (!key) throw new Error('no such key')
  return key.publicKey
}
