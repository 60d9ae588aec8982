import { createHash } from 'node:crypto'
import type { ProblemCode } from '../../../sdk/contract'
import { type Forged, forge, forgeWithOurKey, forgeWithOwnKey, unsigned } from './forge'
import { type Presented, SHOP_ORIGIN, type Stage } from './stage'

/** One way of being wrong, and what the API says to it. */
export interface BadCredential {
  what: string
  status: number
  code: ProblemCode
  present(stage: Stage): Presented | Promise<Presented>
}

const bearer = (token: string) => `Bearer ${token}`
const nowS = ({ app }: Stage) => Math.floor(app.clock.now / 1000)

/** What the token of the shopper of this world says. */
function rightClaims(stage: Stage): Record<string, unknown> {
  const iat = nowS(stage)
  return { aud: stage.own.merchant.id, sub: stage.own.externalId, iat, exp: iat + 600 }
}

const HEADER = { alg: 'HS256', typ: 'laurel-customer+jwt' }

type Changed = Omit<Forged, 'claims'> & { claims?: (stage: Stage) => Record<string, unknown> }

/** A right token but for one thing. */
function tokenBut(stage: Stage, { header, claims, ...rest }: Changed): string {
  return forge({
    header: { ...HEADER, ...header },
    claims: { ...rightClaims(stage), ...claims?.(stage) },
    secret: stage.own.merchant.identitySecret,
    ...rest,
  })
}

const withKey = ({ own }: Stage, token: string): Presented => ({
  query: `key=${own.merchant.publishableKey}`,
  authorization: bearer(token),
})

/** What each of the others differs from in one thing. */
export const rightCredential = (stage: Stage): Presented => withKey(stage, tokenBut(stage, {}))

type Token = (stage: Stage) => string | Promise<string>

const refused = (code: ProblemCode, status: number, tokens: Record<string, Token>): BadCredential[] =>
  Object.entries(tokens).map(([what, token]) => ({
    ...{ what, status, code },
    present: async stage => withKey(stage, await token(stage)),
  }))

/** Right in everything else, and never to be believed. */
const NOT_SIGNED_RIGHT: Record<string, Token> = {
  'a token that is none': () => 'x',
  'a token of two parts': stage => tokenBut(stage, {}).split('.').slice(0, 2).join('.'),
  'a token without a signature': stage => `${tokenBut(stage, {}).split('.').slice(0, 2).join('.')}.`,
  'alg none': stage => unsigned({ header: { ...HEADER, alg: 'none' }, claims: rightClaims(stage) }),
  'alg nOnE': stage => unsigned({ header: { ...HEADER, alg: 'nOnE' }, claims: rightClaims(stage) }),
  'no alg': stage => tokenBut(stage, { header: { alg: undefined } }),
  HS384: stage => tokenBut(stage, { header: { alg: 'HS384' }, hash: 'sha384' }),
  HS512: stage => tokenBut(stage, { header: { alg: 'HS512' }, hash: 'sha512' }),
  'HS384 that says it is HS256': stage => tokenBut(stage, { hash: 'sha384' }),
  'EdDSA by the key in its own header': stage =>
    forgeWithOwnKey({ header: { ...HEADER, alg: 'EdDSA' }, claims: rightClaims(stage) }),
  'HS256 with the key in its own header': stage =>
    tokenBut(stage, { header: { jwk: { kty: 'oct', k: 'AAAA' } }, secret: Buffer.from('AAAA', 'base64url') }),
  'HS256 with a key that is said to be elsewhere': stage =>
    tokenBut(stage, { header: { jku: 'https://evil.example/jwks.json', kid: 'evil' }, secret: 'evil' }),
  'HS256 with our public signing key as the secret': stage =>
    tokenBut(stage, { secret: publicKeyBytes(stage) }),
  'the empty secret, and a kid that names an empty file': stage =>
    tokenBut(stage, { header: { kid: '../../dev/null' }, secret: '' }),
  'the empty secret': stage => tokenBut(stage, { secret: '' }),
  'a wrong secret': stage => tokenBut(stage, { secret: 'x'.repeat(43) }),
  'the hash of the secret': stage =>
    tokenBut(stage, { secret: createHash('sha256').update(stage.own.merchant.identitySecret).digest() }),
  'the secret key as the secret': stage => tokenBut(stage, { secret: stage.own.merchant.secretKey }),
  'the publishable key as the secret': stage =>
    tokenBut(stage, { secret: stage.own.merchant.publishableKey }),
  'a secret that was retired': stage => tokenBut(stage, { secret: stage.retiredSecret }),
  'the secret of another merchant': stage => tokenBut(stage, { secret: stage.other.merchant.identitySecret }),
  'claims that were changed after signing': stage => {
    const [header, , signature] = tokenBut(stage, {}).split('.')
    const claims = { ...rightClaims(stage), sub: 'grace' }
    return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
  },
  'a critical header we do not know': stage => tokenBut(stage, { header: { crit: ['x'], x: 1 } }),
}

const MISSING = ['aud', 'sub', 'iat', 'exp'].map((claim): [string, Token] => [
  `no ${claim}`,
  stage => tokenBut(stage, { claims: () => ({ [claim]: undefined }) }),
])

const WRONGLY_TYPED = ['JWT', 'laurel-reward+jwt', 'laurel-guest+jwt', '', undefined].map(
  (typ): [string, Token] => [`typ ${typ}`, stage => tokenBut(stage, { header: { typ } })],
)

/** Signed by the merchant, and not what a merchant may sign. */
const NOT_SAID_RIGHT: Record<string, Token> = {
  ...Object.fromEntries([...MISSING, ...WRONGLY_TYPED]),
  'another merchant as aud': stage =>
    tokenBut(stage, { claims: ({ other }) => ({ aud: other.merchant.id }) }),
  'an exp more than an hour ahead': stage =>
    tokenBut(stage, { claims: each => ({ exp: nowS(each) + 3600 + 31 }) }),
  'an exp that is a text': stage => tokenBut(stage, { claims: each => ({ exp: String(nowS(each) + 600) }) }),
  'an exp beyond time': stage => tokenBut(stage, { claims: () => ({ exp: 1e300 }) }),
  'an nbf that lies ahead': stage => tokenBut(stage, { claims: each => ({ nbf: nowS(each) + 60 }) }),
  'an iat that lies ahead': stage => tokenBut(stage, { claims: each => ({ iat: nowS(each) + 60 }) }),
  'a guest as sub': stage => tokenBut(stage, { claims: each => ({ sub: each.guest.externalId }) }),
  'a guest as sub, and the typ of guests': stage =>
    tokenBut(stage, {
      header: { typ: 'laurel-guest+jwt' },
      claims: each => ({ sub: each.guest.externalId }),
    }),
  'an erased customer as sub': stage => tokenBut(stage, { claims: () => ({ sub: 'erased:cus_1' }) }),
}

/** Good for something else, or for somebody else. */
const OF_ANOTHER_KIND: Record<string, Token> = {
  'a reward token': ({ rewardToken }) => rewardToken,
  'a customer token signed with our own key, as a reward is': stage =>
    forgeWithOurKey({ header: { ...HEADER, alg: 'EdDSA' }, claims: rightClaims(stage) }, ourKey(stage)),
  'a customer token signed with our own key, and the typ of rewards': stage =>
    forgeWithOurKey(
      { header: { alg: 'EdDSA', typ: 'laurel-reward+jwt' }, claims: rightClaims(stage) },
      ourKey(stage),
    ),
  'a guest of another merchant': ({ otherGuest }) => otherGuest.token,
  'the customer of another merchant': ({ other }) => other.merchant.customerToken(other.externalId),
  'a guest key under the typ of customers': async stage =>
    tokenBut(stage, { secret: await stage.app.platform.vault.guestKey(stage.own.merchant.id) }),
  'a guest who is nobody': async stage =>
    tokenBut(stage, {
      header: { typ: 'laurel-guest+jwt' },
      claims: () => ({ sub: `guest:${'0'.repeat(26)}` }),
      secret: await stage.app.platform.vault.guestKey(stage.own.merchant.id),
    }),
  'the secret key': ({ own }) => own.merchant.secretKey,
  'the publishable key': ({ own }) => own.merchant.publishableKey,
  'the admin key': ({ app }) => app.platform.adminKey,
}

const EXPIRED: Record<string, Token> = {
  'a token that has expired': stage =>
    tokenBut(stage, { claims: each => ({ iat: nowS(each) - 700, exp: nowS(each) - 31 }) }),
  'a token signed more than an hour ago': stage =>
    tokenBut(stage, { claims: each => ({ iat: nowS(each) - 3631, exp: nowS(each) + 60 }) }),
}

/** The token is right; what came with it, or how it came, is not. */
const rightTokenBut =
  (query: (stage: Stage) => string | undefined, origin?: string) => async (stage: Stage) => ({
    query: query(stage),
    authorization: bearer(await stage.own.merchant.customerToken(stage.own.externalId)),
    ...(origin && { origin }),
  })

const KEYS_OF_PAGES: [string, (stage: Stage) => string, number, ProblemCode][] = [
  ['a key that is none', () => 'key=x', 401, 'unauthenticated'],
  [
    'a key that was made up',
    ({ own }) => `key=${madeUp(own.merchant.publishableKey)}`,
    401,
    'unauthenticated',
  ],
  [
    'the key of another mode',
    ({ own }) => `key=${live(own.merchant.publishableKey)}`,
    401,
    'unauthenticated',
  ],
  ['a revoked key', ({ revoked }) => `key=${revoked.publishable}`, 401, 'unauthenticated'],
  ['a key that was rolled', ({ expired }) => `key=${expired.publishable}`, 401, 'unauthenticated'],
  ['two keys', ({ own }) => twice(`key=${own.merchant.publishableKey}`), 400, 'invalid_request'],
  ['no key', () => '', 400, 'invalid_request'],
  ['the secret key', ({ own }) => `key=${own.merchant.secretKey}`, 403, 'forbidden'],
]

/** What a page may send beside the token; `token` adds the right one. */
export const pageCredentials = (token: boolean): BadCredential[] => [
  ...KEYS_OF_PAGES.map(([what, query, status, code]) => ({
    ...{ what: `${what} of pages`, status, code },
    present: token ? rightTokenBut(query) : (stage: Stage) => ({ query: query(stage) }),
  })),
  {
    ...{ what: 'a page of another origin', status: 403, code: 'origin_not_allowed' },
    present: token
      ? rightTokenBut(({ boundKey }) => `key=${boundKey}`, 'https://evil.example')
      : ({ boundKey }) => ({ query: `key=${boundKey}`, origin: 'https://evil.example' }),
  },
  {
    ...{ what: `a page of an origin that ends in ${SHOP_ORIGIN}`, status: 403, code: 'origin_not_allowed' },
    present: token
      ? rightTokenBut(({ boundKey }) => `key=${boundKey}`, `${SHOP_ORIGIN}.evil.example`)
      : ({ boundKey }) => ({ query: `key=${boundKey}`, origin: `${SHOP_ORIGIN}.evil.example` }),
  },
]

/** Every way a shopper can be nobody. */
export const SHOPPER_CREDENTIALS: BadCredential[] = [
  {
    ...{ what: 'no token', status: 401, code: 'unauthenticated' },
    present: ({ own }) => ({ query: `key=${own.merchant.publishableKey}` }),
  },
  {
    ...{ what: 'a token in the address', status: 401, code: 'unauthenticated' },
    present: async ({ own }) => ({
      query: `key=${own.merchant.publishableKey}&token=${await own.merchant.customerToken(own.externalId)}`,
    }),
  },
  {
    ...{ what: 'a token of another scheme', status: 401, code: 'unauthenticated' },
    present: async ({ own }) => ({
      query: `key=${own.merchant.publishableKey}`,
      authorization: `Basic ${btoa(`${own.externalId}:${await own.merchant.customerToken(own.externalId)}`)}`,
    }),
  },
  {
    ...{
      what: 'the token of a customer beside the key of another merchant',
      status: 401,
      code: 'unauthenticated',
    },
    present: rightTokenBut(({ other }) => `key=${other.merchant.publishableKey}`),
  },
  ...refused('unauthenticated', 401, { ...NOT_SIGNED_RIGHT, ...NOT_SAID_RIGHT, ...OF_ANOTHER_KIND }),
  ...refused('token_expired', 401, EXPIRED),
  ...pageCredentials(true),
]

/** A guest where only customers are let in. */
export const GUEST_AT_A_CUSTOMERS_DOOR = refused('forbidden', 403, {
  'a guest': ({ guest }) => guest.token,
  'a guest who has become a customer': ({ mergedGuest }) => mergedGuest.token,
})

/** A guest who is one no more, where guests are let in. */
export const MERGED_GUEST = refused('merged', 409, {
  'a guest who has become a customer': ({ mergedGuest }) => mergedGuest.token,
})

const twice = (query: string) => `${query}&${query}`
export const live = (key: string) => key.replace('_test_', '_live_')
export const madeUp = (key: string) => `${key.slice(0, -43)}${'A'.repeat(43)}`

const publicKeyBytes = ({ app }: Stage) =>
  Buffer.from(app.platform.signingKeys.publicJwks.keys[0]?.x ?? '', 'base64url')
const ourKey = ({ app }: Stage) => app.platform.signingKeys.current(app.clock.now)
