import type { Reward } from '../../sdk/server'
import type { Totals } from '../wire'

export interface PricedLine {
  sku: string
  quantity: number
  /** Pence, for the whole line, tax included. */
  amount: number
  giftCard: boolean
}

export const CURRENCY = 'GBP'
const DELIVERY = 395
const FREE_DELIVERY_FROM = 3000
const VAT_PERCENT = 20

/** Everything a receipt says, in integer pence: goods + shipping - discount = total. */
export function priceCart(lines: PricedLine[], reward: Reward | null): Totals {
  const goods = sum(lines)
  const shipping = shippingOf(lines)
  const discount = reward && usabilityOf(reward, lines) === 'usable' ? worthOf(reward, lines) : 0
  const total = goods + shipping - discount
  const taxed = total - (goods - discountableOf(lines))
  return {
    goods,
    shipping,
    discount,
    taxIncluded: Math.round((taxed * VAT_PERCENT) / (100 + VAT_PERCENT)),
    total,
  }
}

/** Gift cards are money: no code takes anything off them, and they count for no minimum spend. */
export function discountableOf(lines: PricedLine[]): number {
  return sum(lines.filter(line => !line.giftCard))
}

export type Usability = 'usable' | 'minimum_spend' | 'product_missing' | 'no_effect' | 'unsupported'

/** Whether a reward would take anything off these lines, or why not. */
export function usabilityOf(reward: Reward, lines: PricedLine[]): Usability {
  if (reward.kind === 'pool' || reward.currency !== CURRENCY) return 'unsupported'
  if (discountableOf(lines) < (reward.minimumSpend ?? 0)) return 'minimum_spend'
  if (reward.kind === 'product' && !giftOf(reward.sku, lines)) return 'product_missing'
  return worthOf(reward, lines) > 0 ? 'usable' : 'no_effect'
}

function worthOf(reward: Reward, lines: PricedLine[]): number {
  const goods = discountableOf(lines)
  switch (reward.kind) {
    case 'percent':
      return Math.round((goods * reward.percent) / 100)
    case 'amount':
    case 'giftCard':
      return Math.min(reward.amount, goods)
    case 'freeShipping':
      return shippingOf(lines)
    case 'product':
      return priceOfOne(giftOf(reward.sku, lines))
    case 'pool':
      return 0
  }
}

function shippingOf(lines: PricedLine[]): number {
  const goods = discountableOf(lines)
  return goods === 0 || goods >= FREE_DELIVERY_FROM ? 0 : DELIVERY
}

function giftOf(sku: string, lines: PricedLine[]): PricedLine | undefined {
  return lines.find(line => line.sku === sku && !line.giftCard)
}

function priceOfOne(line: PricedLine | undefined): number {
  return line ? Math.floor(line.amount / line.quantity) : 0
}

function sum(lines: PricedLine[]): number {
  return lines.reduce((pence, line) => pence + line.amount, 0)
}
