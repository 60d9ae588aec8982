import fc from 'fast-check'
import type { Order as OrderBody, UpsertOrder } from '../../../sdk/contract'
import { welcome } from '../award'
import { type Customer, givenBack, type Order } from '../books'
import { DAY_MS } from '../calendar'
import { sendOrder } from '../orders'
import { agree, both, NAMES, type Play, someone, type Touched } from '../play'
import { bring, refuseClaim } from '../referrals'
import { Refused } from '../refused'

const line = fc.record({
  sku: fc.constantFrom('tea', 'cup', 'pot'),
  quantity: fc.integer({ min: 1, max: 3 }),
  amount: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 9000 }), weight: 9 }, fc.constant(0)),
  isOnSale: fc.boolean(),
  giftCard: fc.constantFrom(false, false, false, true),
})

/** An order of a shop, with everything that can be on it. */
export const newOrder = fc.record({
  kind: fc.constant('order' as const),
  name: fc.constantFrom(...NAMES),
  status: fc.constantFrom('paid' as const, 'paid' as const, 'paid' as const, 'pending' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  currency: fc.constantFrom('GBP', 'GBP', 'GBP', 'GBP', 'EUR'),
  shipping: fc.constantFrom(0, 499),
  tax: fc.constantFrom(0, 0, 333),
  /** In hundredths of what they are taken from. */
  taxIncluded: fc.constantFrom(0, 17),
  discount: fc.constantFrom(0, 0, 10, 33),
  paidWithPoints: fc.constantFrom(0, 0, 25),
  /** The one whose link brought them, as the order says. */
  referrer: fc.constantFrom(null, null, null, 0, 1, 2, 3),
  /** Before now. */
  ageMs: fc.constantFrom(0, 0, 0, 0, 3_600_000, 5 * DAY_MS, 45 * DAY_MS, 400 * DAY_MS),
})
type NewOrder = typeof newOrder extends fc.Arbitrary<infer T> ? T : never

export async function runOrder(play: Play, drawn: NewOrder): Promise<Touched> {
  play.serial += 1
  const document = documentOf(drawn, `o${play.serial}`, play.now)
  const slug = drawn.referrer === null ? null : someone(play, drawn.referrer)?.slug
  return sendDocument(play, drawn.name, { ...document, ...(slug && { referral: slug }) })
}

function documentOf(drawn: NewOrder, externalId: string, now: number): UpsertOrder {
  const { lines, shipping, tax } = drawn
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0) + shipping
  const discount = Math.floor(((goods + tax) * drawn.discount) / 100)
  const total = goods + tax - discount
  return {
    ...{ externalId, customer: { externalId: drawn.name }, status: drawn.status },
    ...{ placedAt: new Date(now - drawn.ageMs).toISOString(), currency: drawn.currency },
    lines: lines.map(({ isOnSale, ...rest }, i) => ({
      ...{ lineId: `${i + 1}`, ...rest, categories: isOnSale ? ['sale'] : [] },
    })),
    ...{ shipping, tax, discount, total },
    taxIncluded: Math.floor((goods * drawn.taxIncluded) / 100),
    paidWithPoints: Math.floor((total * drawn.paidWithPoints) / 100),
  }
}

/** One of the orders of somebody who has some. */
export function orderOf(play: Play, { who, which }: { who: number; which: number }): Order | undefined {
  const orders = [...(someone(play, who, customer => customer.orders.size > 0)?.orders.values() ?? [])]
  return orders[which % Math.max(1, orders.length)]
}

export async function sendDocument(play: Play, name: string, document: UpsertOrder): Promise<string> {
  const isNew = !play.customers.has(name)
  const firstSeen = Math.min(play.now, Date.parse(document.paidAt ?? document.placedAt))
  const happens = (customer: Customer, all: Map<string, Customer>) => {
    if (isNew) {
      Object.assign(customer, { createdAt: firstSeen, bookedAt: firstSeen })
      welcome(customer, play.rules)
    }
    sendOrder(customer, document, play.now, play.rules, at =>
      bringWithOrder(play, customer, all, document, at),
    )
  }
  const answer = () => play.api.send<OrderBody>('POST', '/v1/orders', document)
  const done = await both(play, name, happens, answer)
  if (done) sameOrder(done.customer, done.body)
  return name
}

/** A claim of a friend who has not signed in; an order never fails for it. */
function bringWithOrder(
  { now, rules }: Play,
  friend: Customer,
  all: Map<string, Customer>,
  { referral, externalId }: UpsertOrder,
  at: number,
): void {
  const advocate = [...all.values()].find(({ slug }) => slug !== null && slug === referral)
  if (!advocate || !rules.program.referral) return
  try {
    refuseClaim(friend, advocate, id => id !== externalId)
  } catch (error) {
    if (error instanceof Refused) return
    throw error
  }
  bring(friend, advocate, [...all.values()], { at, now, network: null }, rules)
}

/** The API's order says what the model's does. */
export function sameOrder(customer: Customer, body: OrderBody): void {
  const order = customer.orders.get(body.externalId)
  if (!order) throw new Error(`the model has no order ${body.externalId}`)
  customer.id = body.customerId
  const held = (unit: string) =>
    order.earnings.filter(each => each.unit === unit).reduce((sum, each) => sum + each.held, 0)
  agree(
    `order ${body.externalId}`,
    { status: order.status, refunded: givenBack(order), points: held('points'), spins: held('spins') },
    { status: body.status, refunded: body.refunded, points: body.points.earned, spins: body.spins },
  )
}
