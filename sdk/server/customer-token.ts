import { SignJWT } from 'jose'
import { LaurelError } from './error'

/** The shopper a token speaks for. Take it from your own session, never from the request. */
export interface TokenSubject {
  /** Your own customer id. */
  externalId: string
  name?: string
  email?: string
  /** 600 by default, 3600 at most: the widget asks for a new one. */
  expiresInSeconds?: number
}

const LONGEST_SECONDS = 3600

/** HS256 JWT with `typ: laurel-customer+jwt`, for `merchantId`, about `externalId`. */
export async function signCustomerToken(
  { externalId, name, email, expiresInSeconds = 600 }: TokenSubject,
  { merchantId, identitySecret }: { merchantId: string; identitySecret: string },
): Promise<string> {
  if (!(expiresInSeconds > 0 && expiresInSeconds <= LONGEST_SECONDS))
    throw new LaurelError({
      code: 'invalid_argument',
      detail: 'A token lives more than 0 and at most 3600 seconds',
    })
  const nowSeconds = Math.floor(Date.now() / 1000)
  return await new SignJWT({ name, email })
    .setProtectedHeader({ alg: 'HS256', typ: 'laurel-customer+jwt' })
    .setAudience(merchantId)
    .setSubject(externalId)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + Math.floor(expiresInSeconds))
    .sign(new TextEncoder().encode(identitySecret))
}
