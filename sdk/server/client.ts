import type { Audit } from '../contract'
import { catalogue } from './catalogue'
import { codes } from './codes'
import { signCustomerToken, type TokenSubject } from './customer-token'
import { customers } from './customers'
import { LaurelError } from './error'
import { events } from './events'
import { identitySecrets, keys } from './keys'
import { merchantIdOf } from './merchant-id'
import { orders } from './orders'
import { program } from './program'
import { referrals } from './referrals'
import { createRequest, type Transport } from './request'
import { verifyRewardToken } from './reward-token'
import { reports, responses, surveys } from './surveys'
import { testClock } from './test-clock'
import { messages, webhooks } from './webhooks'
import { wheels } from './wheels'

export interface ConnectionOptions {
  /** Where Laurel runs; `http://localhost:8787` by default. */
  api?: string
  /** For one attempt; 10 000 by default. */
  timeoutMs?: number
  /** Attempts after the first, with the same idempotency key; 3 by default. */
  retries?: number
  fetch?: typeof globalThis.fetch
}

export interface LaurelServerOptions extends ConnectionOptions {
  /** `sk_test_…` or `sk_live_…`. It may do everything of your shop: it never leaves your server. */
  secretKey: string
  /** Signs customer tokens; only `signCustomerToken` needs it. */
  identitySecret?: string
  /** `mer_…`; by default read from the secret key. */
  merchantId?: string
}

export type LaurelServer = ReturnType<typeof createLaurelServer>

/**
 * Laurel for a merchant's server. Every call resolves to what the contract says or throws a `LaurelError`;
 * network errors, 429 and 503 are tried again by themselves, with the same idempotency key.
 *
 * @example
 * const laurel = createLaurelServer({
 *   secretKey: process.env.LAUREL_SECRET_KEY,
 *   identitySecret: process.env.LAUREL_IDENTITY_SECRET,
 *   api: 'https://loyalty.shop.example',
 * })
 * await laurel.orders.upsert(order)
 */
export function createLaurelServer({
  secretKey,
  identitySecret,
  merchantId,
  ...options
}: LaurelServerOptions) {
  const transport = transportOf(secretKey, options)
  const request = createRequest(transport)
  const id = merchantId ?? merchantIdOf(secretKey)
  return {
    merchantId: id,
    customers: customers(request),
    orders: orders(request, transport),
    events: events(request),
    codes: codes(request),
    program: program(request),
    wheels: wheels(request),
    webhooks: webhooks(request),
    messages: messages(request),
    catalogue: catalogue(request),
    referrals: referrals(request),
    surveys: surveys(request),
    responses: responses(request),
    reports: reports(request),
    keys: keys(request),
    identitySecrets: identitySecrets(request),
    testClock: testClock(request),

    /** Proves the books: every balance is the sum of its journal. Reads everything; not for every request. */
    audit: () => request<Audit>({ path: '/v1/audit' }),

    /**
     * What the widget's `identify` hands over: a token for the shopper who is signed in to your shop.
     * @throws LaurelError `invalid_argument` without an identity secret, or for more than 3600 seconds
     * @example
     * app.get('/loyalty-token', async c => c.text(await laurel.signCustomerToken({ externalId: userId(c) })))
     */
    signCustomerToken: async (subject: TokenSubject): Promise<string> => {
      if (!identitySecret)
        throw new LaurelError({ code: 'invalid_argument', detail: 'Customer tokens need the identitySecret' })
      return await signCustomerToken(subject, { merchantId: id, identitySecret })
    },

    /** `verifyRewardToken` with this installation's keys and your merchant id. */
    verifyRewardToken: (token: string) =>
      verifyRewardToken(token, {
        jwks: new URL('/.well-known/jwks.json', transport.api),
        merchantId: id,
        fetch: transport.fetch,
      }),
  }
}

export function transportOf(
  key: string,
  { api = 'http://localhost:8787', timeoutMs = 10_000, retries = 3, fetch }: ConnectionOptions,
): Transport {
  return { key, api, timeoutMs, retries, fetch: fetch ?? ((...call) => globalThis.fetch(...call)) }
}
