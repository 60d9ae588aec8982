import type { ItemGift, ProblemCode, WriteItem } from '../../sdk/contract'
import { balance, type Code, type Credit, type Customer, give, type Rules, spendable } from './books'
import { addDays, DAY_MS, startOf } from './calendar'
import { statusOf } from './codes'
import { refused } from './refused'
import { tierAt } from './tiers'

/** One thing points can buy, and how often it was bought and not given back. */
export interface Item {
  id: string
  config: WriteItem
  sold: number
}

/** What is left of the codes that were uploaded, in their order. */
export type Pool = string[]

type Part = Pick<Credit, 'availableAt' | 'expiresAt' | 'source'> & { amount: number }

export interface Redemption {
  id: string
  itemId: string
  at: number
  points: number
  gives: ItemGift
  code: Code | null
  returnableUntil: number | null
  returnedAt: number | null
  /** Where the points came from. */
  paid: Part[]
}

const isPool = ({ config }: Item) => config.gives.kind === 'pool'

/** Why this customer cannot have it now, whatever it costs. */
export function obstacle(customer: Customer, item: Item, pool: Pool, now: number, rules: Rules) {
  const { active, from, until, tiers, limit, stock } = item.config
  const no = (code: ProblemCode) => code
  if (!active || (from && now < Date.parse(from)) || (until && now >= Date.parse(until)))
    return no('item_closed')
  if (tiers.length > 0 && !tiers.includes(tierAt(customer, now) ?? '')) return no('not_eligible')
  const mine = customer.redemptions.filter(each => each.itemId === item.id && each.returnedAt === null)
  const since = limit && limit.per !== 'lifetime' ? startOf(now, limit.per, rules.zone) : 0
  if (limit && mine.filter(({ at }) => at >= since).length >= limit.count) return no('item_limit_reached')
  if ((stock !== null && item.sold >= stock) || (isPool(item) && pool.length === 0))
    return no('item_sold_out')
  return null
}

/** What a redemption for the lowest price would answer. */
export function reasonAgainst(customer: Customer, item: Item, pool: Pool, now: number, rules: Rules) {
  const { price } = item.config
  const lowest = price.kind === 'fixed' ? price.points : price.minimum
  const reason = obstacle(customer, item, pool, now, rules)
  if (customer.kind === 'guest' && reason !== 'item_closed') return 'forbidden'
  if (reason) return reason
  return balance(customer, 'points').available < lowest ? 'insufficient_points' : null
}

function priceOf({ price }: WriteItem, chosen: number | undefined): number {
  if (price.kind === 'fixed') {
    if (chosen !== undefined && chosen !== price.points) refused('invalid_request')
    return price.points
  }
  const { minimum, maximum, step } = price
  if (chosen === undefined || chosen < minimum || chosen > maximum) return refused('invalid_request')
  return (chosen - minimum) % step === 0 ? chosen : refused('invalid_request')
}

export function redeemItem(
  customer: Customer,
  item: Item,
  pool: Pool,
  chosen: number | undefined,
  rules: Rules,
): Redemption {
  const { bookedAt: at } = customer
  const { config } = item
  const reason = obstacle(customer, item, pool, at, rules)
  if (reason) return refused(reason)
  const points = priceOf(config, chosen)
  if (balance(customer, 'points').available < points) refused('insufficient_points')
  const paid = pay(customer, points, rules)
  const gives =
    config.price.kind === 'choice' && 'amount' in config.gives
      ? { ...config.gives, amount: points * config.price.perPoint }
      : config.gives
  const code = codeOf(customer, gives, config.validDays)
  const returnEnd = addDays(at, config.returnDays, rules.zone)
  const redemption: Redemption = {
    ...{ id: '', itemId: item.id, at, points, gives, code, returnedAt: null, paid },
    returnableUntil: config.returnDays === 0 || !code ? null : Math.min(returnEnd, code.expiresAt),
  }
  customer.redemptions.push(redemption)
  return redemption
}

function pay(customer: Customer, points: number, rules: Rules): Part[] {
  const paid: Part[] = []
  for (const credit of spendable(customer, 'points', rules)) {
    const amount = Math.min(credit.left, points - paid.reduce((sum, part) => sum + part.amount, 0))
    if (amount === 0) break
    const { availableAt, expiresAt, source } = credit
    paid.push({ availableAt, expiresAt, source, amount })
    credit.left -= amount
  }
  customer.sums.points.spent += points
  return paid
}

function codeOf(customer: Customer, gives: ItemGift, validDays: number): Code | null {
  if (gives.kind === 'donation') return null
  const code: Code = {
    ...{ typed: null, reward: gives, status: 'issued', orderId: null, reservedUntil: 0, history: [] },
    expiresAt: customer.bookedAt + validDays * DAY_MS,
  }
  customer.codes.push(code)
  return code
}

/** Until when its buyer can give it back as things stand: a code that no order holds or has used. */
export function returnableUntil(redemption: Redemption, now: number): number | null {
  const { returnableUntil: until } = redemption
  return until !== null && now < until && isUnused(redemption, now) ? until : null
}

const isUnused = ({ code, returnedAt }: Redemption, now: number) =>
  returnedAt === null && code !== null && statusOf(code, now) === 'issued'

/** Each part of the points goes back to where it came from, with its own clock. */
export function giveBack(
  customer: Customer,
  redemption: Redemption,
  by: 'shopper' | 'merchant',
  rules: Rules,
): void {
  const now = customer.bookedAt
  const may = by === 'merchant' ? isUnused(redemption, now) : returnableUntil(redemption, now) !== null
  if (!may) refused('not_returnable')
  redemption.returnedAt = now
  if (redemption.code) redemption.code.status = 'void'
  for (const part of redemption.paid) give(customer, { unit: 'points', ...part }, rules)
  if (rules.program.refunds === 'pending_only') return
  const sources = new Set(redemption.paid.map(({ source }) => source))
  for (const source of [...sources].sort()) takeForgiven(customer, source)
}

/** What a refund could not take because it was spent, it takes now; except where it takes only what is pending. */
function takeForgiven(customer: Customer, source: string): void {
  const ofOrder = customer.orders.get(source.slice('order:'.length))?.earnings ?? []
  const ofGoals = customer.goals.filter(goal => goal.source === source)
  const byRule = [...ofOrder, ...ofGoals].toSorted((a, b) => (a.rate.rule.id < b.rate.rule.id ? -1 : 1))
  const own = customer.credits.filter(credit => credit.unit === 'points' && credit.source === source)
  for (const earning of byRule.filter(({ unit }) => unit === 'points')) {
    let missing = earning.forgiven
    for (const credit of own) {
      const part = Math.min(credit.left, missing)
      credit.left -= part
      missing -= part
    }
    const taken = earning.forgiven - missing
    earning.held -= taken
    earning.forgiven -= taken
    customer.sums.points.clawedBack += taken
  }
}
