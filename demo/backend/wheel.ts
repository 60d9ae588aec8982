import type { WriteWheelInput } from '../../sdk/server'
import { CURRENCY } from './price-cart'

/** Eight prizes, each of which can be won. Costs are pence of the budget. */
export const wheel: WriteWheelInput = {
  name: 'The orchard wheel',
  guests: true,
  entry: { free: { count: 1, per: 'day' }, spins: true, points: 150 },
  limit: { count: 25, per: 'day' },
  budget: { currency: CURRENCY, perDay: 15_000 },
  soldOut: 'redistribute',
  prizes: [
    {
      id: 'ten-percent',
      name: '10 % off',
      award: { kind: 'percent', percent: 10, currency: CURRENCY },
      weight: 18,
      cost: 250,
    },
    { id: 'points-50', name: '50 points', award: { kind: 'points', points: 50 }, weight: 22, cost: 50 },
    {
      id: 'delivery',
      name: 'Free delivery',
      award: { kind: 'freeShipping', currency: CURRENCY },
      weight: 18,
      cost: 395,
    },
    { id: 'nothing', name: 'Better luck tomorrow', award: { kind: 'nothing' }, weight: 12 },
    {
      id: 'five-pounds',
      name: '£5 off',
      award: { kind: 'amount', amount: 500, currency: CURRENCY, minimumSpend: 2500 },
      weight: 10,
      cost: 500,
      perDay: 20,
    },
    { id: 'another-spin', name: 'Another spin', award: { kind: 'spins', spins: 1 }, weight: 10 },
    {
      id: 'teacup',
      name: 'A roses teacup',
      award: { kind: 'product', sku: '22699', name: 'Roses teacup and saucer', currency: CURRENCY },
      weight: 6,
      cost: 295,
      stock: 100,
      perDay: 5,
    },
    { id: 'points-200', name: '200 points', award: { kind: 'points', points: 200 }, weight: 4, cost: 200 },
  ],
}
