import type { CreatedIdentitySecret, CreatedKey, KeyKind, OwnedCode, Page } from '../../../sdk/contract'
import type { Answer, TestApp } from '../app'
import { textOf } from '../bad-input/bad-values'
import type { Route } from '../bad-input/document'
import { VALID } from '../bad-input/valid-bodies'
import { addressOf, createWorld, type Problemish, type World } from '../bad-input/world'
import { join, type TestGuest } from '../guests/guest'

export const SHOP_ORIGIN = 'https://shop.example'

/** Two merchants with one of everything, and every credential that has been or is somebody's. */
export interface Stage {
  app: TestApp
  own: World
  other: World
  guest: TestGuest
  otherGuest: TestGuest
  /** Became the customer of the world. */
  mergedGuest: TestGuest
  /** Of a code that can still be redeemed. */
  rewardToken: string
  retiredSecret: string
  revoked: Record<KeyKind, string>
  expired: Record<KeyKind, string>
  /** A publishable key for the pages of `SHOP_ORIGIN`. */
  boundKey: string
}

export async function setStage(app: TestApp): Promise<Stage> {
  const [own, other] = [await createWorld(app), await createWorld(app)]
  const { merchant } = own
  const mergedGuest = await join(app, merchant, { email: 'merged@example.com' })
  await sent(own, 'POST', `/v1/customers/${own.customerId}/merges`, { guestId: mergedGuest.id })
  const codes = await merchant.sendAs<Page<OwnedCode>>(own.externalId, 'GET', '/v1/me/codes')
  const bound = { kind: 'publishable', allowedOrigins: [SHOP_ORIGIN] }
  const stage = {
    ...{ app, own, other, mergedGuest },
    guest: await join(app, merchant, { email: 'gina@example.com' }),
    otherGuest: await join(app, other.merchant, { email: 'gina@example.com' }),
    rewardToken: tokenOf(codes),
    retiredSecret: await retireSecret(own),
    revoked: { secret: await revokedKey(own, 'secret'), publishable: await revokedKey(own, 'publishable') },
    expired: { secret: await rolledKey(own, 'secret'), publishable: await rolledKey(own, 'publishable') },
    boundKey: (await sent<CreatedKey>(own, 'POST', '/v1/keys', bound)).key,
  }
  app.clock.now += 1000
  return stage
}

function tokenOf({ body, text }: Answer<Page<OwnedCode>>): string {
  const token = body.data.find(({ token }) => token)?.token
  if (!token) throw new Error(`no code has a token: ${text}`)
  return token
}

async function sent<T>({ merchant }: World, method: string, path: string, body?: object): Promise<T> {
  const answer = await merchant.send<T>(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`)
  return answer.body
}

/** The second secret of a world gives way to one that signed for a while. */
async function retireSecret(world: World): Promise<string> {
  const path = '/v1/identity-secrets'
  await sent(world, 'DELETE', `${path}/${world.identitySecretId}`)
  const { id, secret } = await sent<CreatedIdentitySecret>(world, 'POST', path, {})
  await sent(world, 'DELETE', `${path}/${id}`)
  return secret
}

async function revokedKey(world: World, kind: KeyKind): Promise<string> {
  const { id, key } = await sent<CreatedKey>(world, 'POST', '/v1/keys', { kind })
  await sent(world, 'DELETE', `/v1/keys/${id}`)
  return key
}

async function rolledKey(world: World, kind: KeyKind): Promise<string> {
  const { id, key } = await sent<CreatedKey>(world, 'POST', '/v1/keys', { kind })
  await sent(world, 'POST', `/v1/keys/${id}/roll`, { overlapSeconds: 0 })
  return key
}

/** How a request says who it is. */
export interface Presented {
  /** The whole query, without `?`. */
  query?: string
  authorization?: string
  origin?: string
}

/** A request that would be taken if it said rightly who it is. */
export function present(
  { app, own }: Stage,
  route: Route,
  { query, authorization, origin }: Presented,
  idempotencyKey = 'k',
): Promise<Answer<Problemish>> {
  const body = VALID[route.id]?.(own)[0] ?? route.examples[0]
  return app.request(route.method, addressOf(route, own) + (query === undefined ? '' : `?${query}`), {
    body: route.body && textOf(body),
    headers: {
      ...(route.mediaType && { 'Content-Type': route.mediaType }),
      ...(route.method === 'POST' && { 'Idempotency-Key': idempotencyKey }),
      ...(authorization !== undefined && { Authorization: authorization }),
      ...(origin !== undefined && { Origin: origin }),
    },
  })
}
