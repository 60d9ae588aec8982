import type { WriteItemInput } from '../../sdk/server'
import { CURRENCY } from './price-cart'

/** What points buy in this shop. */
export const catalogue: WriteItemInput[] = [
  {
    name: '£5 off',
    price: { kind: 'fixed', points: 500 },
    gives: { kind: 'amount', amount: 500, currency: CURRENCY },
    returnDays: 30,
  },
  {
    name: 'Free delivery',
    price: { kind: 'fixed', points: 300 },
    gives: { kind: 'freeShipping', currency: CURRENCY },
    returnDays: 30,
  },
  {
    name: 'A roses teacup',
    description: 'From the kitchen shelf, while they last.',
    price: { kind: 'fixed', points: 290 },
    gives: { kind: 'product', sku: '22699', name: 'Roses teacup and saucer', currency: CURRENCY },
    stock: 40,
    limit: { count: 1, per: 'month' },
  },
  {
    name: 'Gift card',
    description: 'For as much as you like.',
    price: { kind: 'choice', minimum: 200, maximum: 5000, step: 100, perPoint: 1 },
    gives: { kind: 'giftCard', amount: 200, currency: CURRENCY },
    returnDays: 14,
  },
  {
    name: 'Give to the hedgehog hospital',
    price: { kind: 'choice', minimum: 100, maximum: 2000, step: 100, perPoint: 1 },
    gives: { kind: 'donation', amount: 100, currency: CURRENCY, to: 'The hedgehog hospital' },
  },
  {
    name: '20 % off everything',
    description: 'For the upper branches.',
    price: { kind: 'fixed', points: 1500 },
    gives: { kind: 'percent', percent: 20, currency: CURRENCY },
    tiers: ['tree', 'orchard'],
  },
]
