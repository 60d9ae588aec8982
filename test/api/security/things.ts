import type { Customer } from '../../../sdk/contract'
import type { Route, Schema } from '../bad-input/document'
import { idOf, type World } from '../bad-input/world'

/** What requests can name of one merchant. */
export interface Things extends Omit<World, 'test' | 'merchant'> {
  email: string
}

/** Ids that are made by us say themselves what they are of. */
const OF_PREFIX: Record<string, keyof Things> = {
  ...{ cus: 'customerId', whl: 'wheelId', itm: 'itemId', rdm: 'redemptionId', srv: 'surveyId' },
  ...{ prm: 'promptId', rsp: 'responseId', vis: 'visitId', ref: 'referralId', key: 'keyId' },
  ...{ ids: 'identitySecretId', whk: 'webhookId', msg: 'messageId' },
}

/** Names that a merchant or a person chose, by the field that carries them. */
const OF_FIELD: Record<string, keyof Things> = {
  ...{ externalId: 'externalId', customer: 'externalId', email: 'email', importId: 'importId' },
  ...{ orderExternalId: 'orderId', code: 'code', slug: 'slug', referral: 'slug' },
  ...{ guestToken: 'guestToken', guestId: 'guestId', commitment: 'commitment' },
}

/**
 * They look like names of things and are not: of one document only (its lines, its prizes, its own ladder), or only
 * compared with what the same merchant said before (the order that holds a code).
 */
const NO_NAMES = ['lineId', 'fallbackPrizeId', 'tierId', 'orderId']

/** Where the plain `externalId` of a body is not that of a customer. */
const NUMBERED: Record<string, keyof Things> = { postOrders: 'orderId', postOrdersImport: 'orderId' }

/** What a field of a query or a body names; undefined when it names nothing. */
export function thingIn(route: Route, path: (string | number)[], schema: Schema): keyof Things | undefined {
  const name = String(path.findLast(step => typeof step === 'string'))
  const prefix = /^\^([a-z]{3})_/.exec(schema.pattern ?? '')?.[1]
  if (name === 'guestId') return 'guestId'
  if (prefix !== undefined) return known(OF_PREFIX[prefix], `${prefix}_… of ${route.id}`)
  if (NO_NAMES.includes(name)) return undefined
  if (path.length === 1 && name === 'externalId') return NUMBERED[route.id] ?? 'externalId'
  if (/(Id|Token|Slug|Code|Key)$/.test(name)) return known(OF_FIELD[name], `${name} of ${route.id}`)
  return OF_FIELD[name]
}

function known(thing: keyof Things | undefined, what: string): keyof Things {
  if (thing === undefined) throw new Error(`say here what the ${what} names`)
  return thing
}

/** What a parameter of an address names. */
export function thingInPath(
  route: Route,
  name: string,
  { merchant, test, ...things }: World,
): keyof Things | 'pool' {
  const value = idOf(route, name, { merchant, test, ...things })
  if (name === 'pool') return 'pool'
  const found = Object.entries(things).find(([, each]) => each === value)
  return known(found?.[0] as keyof Things | undefined, `{${name}} of ${route.id}`)
}

/** All of them, the customer being one of a name that no other merchant knows. */
export async function thingsOf({ test, merchant, ...ids }: World): Promise<Things> {
  const externalId = `adjoa-${merchant.id.slice(-8)}`
  const email = `${externalId}@example.com`
  const { body } = await merchant.send<Customer>('POST', '/v1/customers', { externalId, email })
  return { ...ids, externalId, email, customerId: body.id, slug: body.slug ?? '' }
}

/** Of the same form, and nobody's. */
export const NOBODYS: Things = {
  ...Object.fromEntries(
    Object.entries(OF_PREFIX).map(([prefix, thing]) => [thing, `${prefix}_${'0'.repeat(26)}`]),
  ),
  ...{ externalId: 'nobody', email: 'nobody@example.com', orderId: 'no-order', importId: 'no-import' },
  ...{ code: 'LAUREL-0000-0000-0000-0', slug: 'k0000000', commitment: '0'.repeat(64) },
  ...{ guestId: `cus_${'0'.repeat(26)}`, guestToken: 'a.b.c' },
} as Things
