import { isDeepStrictEqual } from 'node:util'
import type {
  Customer as CustomerBody,
  Me,
  Page,
  Problem,
  Redemption as RedemptionBody,
} from '../../sdk/contract'
import type { Answer, Options, TestApp } from '../api/app'
import type { TestMerchant } from '../api/merchant'
import { balance, type Code, type Customer, openAccount, type Rules } from './books'
import type { Item, Pool } from './catalogue'
import { statusOf } from './codes'
import { redemptionOf, shownRedemption } from './redemptions'
import type { Visit } from './referrals'
import { outcomeOf } from './refused'
import { POOL, type Shape, START } from './shape'
import { tierAt } from './tiers'
import { nextInstant } from './time'
import { settled, shownBy, viewOf } from './view'
import type { Wheel } from './wheel'

/** One run: a merchant of its own in the API, and the model of the same. */
export interface Play {
  app: TestApp
  api: TestMerchant
  rules: Rules
  now: number
  customers: Map<string, Customer>
  wheel: Wheel
  items: Item[]
  pool: Pool
  visits: Visit[]
  /** For ids that never come twice. */
  serial: number
  /** Commands that were played. */
  sent: number
  /** Customers whom a command was about that both refused: nothing may have changed, so they can wait. */
  waiting: Set<string>
}

export async function openPlay(app: TestApp, shape: Shape): Promise<Play> {
  const api = await app.createMerchant({ timeZone: shape.zone })
  await app.seed(shape.seed)
  await api.setProgram(shape.program)
  const { body } = await api.send<{ id: string }>('POST', '/v1/wheels', shape.wheel)
  const items: Item[] = []
  for (const config of shape.items) {
    const { body: item, text } = await api.send<{ id: string }>('POST', '/v1/catalogue', config)
    if (!item.id) throw new Error(text)
    items.push({ id: item.id, config, sold: 0 })
  }
  if (shape.pool.length > 0) await api.send('POST', `/v1/pools/${POOL}/codes`, { codes: shape.pool })
  await api.setClock(START)
  return {
    ...{ app, api, now: START, customers: new Map(), serial: 0, sent: 0, waiting: new Set() },
    rules: { program: shape.program, zone: shape.zone, expirySince: START },
    wheel: { id: body.id, config: shape.wheel, wins: [] },
    ...{ items, pool: [...shape.pool], visits: [] },
  }
}

/** Whose books have to be looked at after a command; null when nothing was done, or its reply has shown them. */
export type Touched = string | null

export const NAMES = ['ada', 'bob', 'eve', 'fay', 'gil']

/** Somebody who is known already and has what it takes; nobody when there is none. */
export function someone(
  { customers }: Play,
  who: number,
  has: (customer: Customer) => boolean = () => true,
): Customer | undefined {
  const able = [...customers.values()].filter(each => each.mergedInto === null && has(each))
  return able[who % Math.max(1, able.length)]
}

/**
 * The command happens to a copy of the model, and to the API; both must agree whether it may, and only then does
 * the copy become the model. Friends are part of one another's books, so the copy is of everybody.
 */
export async function both<Body extends object>(
  play: Play,
  name: string,
  happens: (customer: Customer, all: Map<string, Customer>) => void,
  answer: () => Promise<Answer<Body>>,
): Promise<{ customer: Customer; body: Body } | null> {
  const copies = structuredClone(play.customers)
  const copy = copies.get(name) ?? openAccount(name, play.now, null)
  copies.set(name, copy)
  const expected = outcomeOf(() => happens(copy, copies))
  const { status, body, text } = await answer()
  const got = status < 300 ? 'ok' : (body as Partial<Problem>).code
  if (got !== expected) throw new Error(`the model expects ${expected}, the API answers ${status} ${text}`)
  play.sent += 1
  if (expected !== 'ok') {
    play.waiting.add(name)
    return null
  }
  play.customers = copies
  return { customer: copy, body }
}

/** As the shopper's browser: a guest has the token they joined with. */
export function ask<Body>(
  { app, api }: Play,
  { externalId, kind, token }: Customer,
  method: string,
  path: string,
  body?: unknown,
  options: Options = {},
): Promise<Answer<Body>> {
  if (kind === 'customer') return api.sendAs(externalId, method, path, body, options)
  const address = `${path}?key=${api.publishableKey}`
  return app.request(method, address, { ...options, key: token, body })
}

/** After every command: what the merchant sees of a customer is what the model says. */
export async function compareBalance(play: Play, name: string): Promise<void> {
  const customer = play.customers.get(name)
  if (!customer || customer.mergedInto !== null) return
  if (customer.id === '') await learnId(play, customer)
  const { status, body, text } = await play.api.send<CustomerBody>('GET', `/v1/customers/${customer.id}`)
  if (status !== 200) throw new Error(`GET /v1/customers/${customer.id}: ${status} ${text}`)
  sameCustomer(play, customer, body)
}

/** Whoever came with a claim has not been named yet. */
async function learnId({ api }: Play, customer: Customer): Promise<void> {
  const path = `/v1/customers?externalId=${customer.externalId}`
  const { body } = await api.send<Page<CustomerBody>>('GET', path)
  Object.assign(customer, { id: body.data[0]?.id, slug: body.data[0]?.slug })
}

export function sameCustomer({ now, rules }: Play, customer: Customer, body: CustomerBody): void {
  customer.slug = body.slug
  const seen = settled(customer, now, rules)
  agree(
    `customer ${customer.externalId}`,
    { points: balance(seen, 'points'), spins: balance(seen, 'spins').available, tierId: tierAt(seen, now) },
    { points: body.points, spins: body.spins, tierId: body.tierId },
  )
}

/** What the shopper sees is what the model says, to the last field. */
export async function compareShopper(play: Play, name: string): Promise<void> {
  const customer = play.customers.get(name)
  if (!customer) return
  const { status, body, text } = await ask<Me & Partial<Problem>>(play, customer, 'GET', '/v1/me')
  if (customer.mergedInto !== null) return agree(`the guest ${name}`, 'merged', body.code)
  if (status !== 200) throw new Error(`GET /v1/me: ${status} ${text}`)
  if (customer.kind === 'customer' && customer.slug === null) await learnId(play, customer)
  agree(`GET /v1/me of ${name}`, viewOf(play, customer), shownBy(body))
  learnCodes(customer, body.codes, play.now)
  await compareRedemptions(play, customer)
}

async function compareRedemptions({ api, now }: Play, { externalId, redemptions }: Customer): Promise<void> {
  if (redemptions.length === 0) return
  const path = '/v1/me/redemptions?limit=100'
  const { body } = await api.sendAs<Page<RedemptionBody>>(externalId, 'GET', path)
  const mine = redemptions.map(each => redemptionOf(each, now))
  agree(`redemptions of ${externalId}`, mine.reverse(), body.data.map(shownRedemption))
}

export function agree(what: string, model: unknown, api: unknown): void {
  if (isDeepStrictEqual(model, api)) return
  throw new Error(`${what}\n  model ${JSON.stringify(model)}\n  API   ${JSON.stringify(api)}`)
}

/** Codes that came with an order are first seen in the shopper's list. */
function learnCodes(customer: Customer, shown: Me['codes'], now: number): void {
  for (const { code, expiresAt, reward } of shown) {
    if (customer.codes.some(({ typed }) => typed === code)) continue
    const nameless = customer.codes.find(
      each =>
        isNew(each, now) &&
        each.expiresAt === Date.parse(expiresAt) &&
        isDeepStrictEqual(each.reward, reward),
    )
    if (nameless) nameless.typed = code
  }
}

/** Whether there are codes whose spelling nobody has told; they are learned before others look like them. */
export function hasNewCodes({ customers, now }: Play, name: string): boolean {
  return customers.get(name)?.codes.some(code => isNew(code, now)) ?? false
}

const isNew = (code: Code, now: number) =>
  code.typed === null && ['issued', 'reserved'].includes(statusOf(code, now))

/** The next instant at which something happens to anybody by itself. */
export function nextBoundary(play: Play): number {
  const instants = [...play.customers.values()]
    .filter(({ mergedInto }) => mergedInto === null)
    .map(customer => nextInstant(settled(customer, play.now, play.rules), play.rules))
  return Math.min(Number.POSITIVE_INFINITY, ...instants)
}
