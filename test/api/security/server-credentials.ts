import type { ProblemCode } from '../../../sdk/contract'
import { type BadCredential, live, madeUp } from './shopper-credentials'
import type { Presented, Stage } from './stage'

const bearer = (key: string): Presented => ({ authorization: `Bearer ${key}` })

const refused = (
  code: ProblemCode,
  status: number,
  credentials: Record<string, (stage: Stage) => string | Promise<string>>,
): BadCredential[] =>
  Object.entries(credentials).map(([what, key]) => ({
    ...{ what, status, code },
    present: async stage => bearer(await key(stage)),
  }))

const OF_SHOPPERS: Record<string, (stage: Stage) => string | Promise<string>> = {
  'a customer token': ({ own }) => own.merchant.customerToken(own.externalId),
  'a guest token': ({ guest }) => guest.token,
  'a reward token': ({ rewardToken }) => rewardToken,
}

/** The right key, sent in a way that puts it where others can see it. */
const NOT_AS_A_BEARER: BadCredential[] = [
  {
    ...{ what: 'no key', status: 401, code: 'unauthenticated' },
    present: () => ({}),
  },
  {
    ...{ what: 'the right key in the address', status: 401, code: 'unauthenticated' },
    present: ({ own, app }) => ({ query: `key=${own.merchant.secretKey}&admin=${app.platform.adminKey}` }),
  },
  {
    ...{ what: 'the right key as a password', status: 401, code: 'unauthenticated' },
    present: ({ own }) => ({ authorization: `Basic ${btoa(`${own.merchant.secretKey}:`)}` }),
  },
  {
    ...{ what: 'two keys', status: 401, code: 'unauthenticated' },
    present: ({ own }) => bearer(`${own.merchant.secretKey}, Bearer ${own.merchant.secretKey}`),
  },
]

/** Every way a merchant's server can be nobody. */
export const MERCHANT_CREDENTIALS: BadCredential[] = [
  ...NOT_AS_A_BEARER,
  ...refused('forbidden', 403, {
    'a publishable key': ({ own }) => own.merchant.publishableKey,
    'a publishable key bound to an origin': ({ boundKey }) => boundKey,
  }),
  ...refused('unauthenticated', 401, {
    ...OF_SHOPPERS,
    'a key that is none': () => 'x',
    'a key that was made up': ({ own }) => madeUp(own.merchant.secretKey),
    'a key cut short': ({ own }) => own.merchant.secretKey.slice(0, -1),
    'a key with more at its end': ({ own }) => `${own.merchant.secretKey}A`,
    'the key of another mode': ({ own }) => live(own.merchant.secretKey),
    'a secret key under the name of another merchant': ({ own, other }) =>
      own.merchant.secretKey.replace(own.merchant.id.slice(4), other.merchant.id.slice(4)),
    'a publishable key that calls itself secret': ({ own }) =>
      own.merchant.publishableKey.replace(/^pk/, 'sk'),
    'a revoked key': ({ revoked }) => revoked.secret,
    'a key that was rolled': ({ expired }) => expired.secret,
    'the admin key': ({ app }) => app.platform.adminKey,
    'an identity secret': ({ own }) => own.merchant.identitySecret,
  }),
]

/** Every way an operator can be nobody. */
export const OPERATOR_CREDENTIALS: BadCredential[] = [
  ...NOT_AS_A_BEARER,
  ...refused('forbidden', 403, {
    'a secret key': ({ own }) => own.merchant.secretKey,
    'a publishable key': ({ own }) => own.merchant.publishableKey,
  }),
  ...refused('unauthenticated', 401, {
    ...OF_SHOPPERS,
    'half of the admin key': ({ app }) => app.platform.adminKey.slice(0, 12),
    'the admin key and more': ({ app }) => `${app.platform.adminKey}x`,
    'the admin key in capitals': ({ app }) => app.platform.adminKey.toUpperCase(),
  }),
]
