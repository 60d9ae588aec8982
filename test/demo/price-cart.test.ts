import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discountableOf, type PricedLine, priceCart, usabilityOf } from '../../demo/backend/price-cart'
import { hintFor } from '../../demo/backend/words'
import type { Reward } from '../../sdk/server'

const line = (amount: number, more: Partial<PricedLine> = {}): PricedLine => ({
  sku: 'A',
  quantity: 1,
  amount,
  giftCard: false,
  ...more,
})
const giftCard = line(2500, { sku: 'G', giftCard: true })
const common = { currency: 'GBP', minimumSpend: null }
const tenPercent: Reward = { kind: 'percent', percent: 10, ...common }
const fivePounds: Reward = { kind: 'amount', amount: 500, ...common }
const delivery: Reward = { kind: 'freeShipping', ...common }
const teacup: Reward = { kind: 'product', sku: 'T', name: 'Teacup', ...common }

describe('a cart', () => {
  test.each([
    ['nothing', [], { goods: 0, shipping: 0, discount: 0, taxIncluded: 0, total: 0 }],
    [
      'goods below free delivery',
      [line(2999)],
      { goods: 2999, shipping: 395, taxIncluded: 566, total: 3394 },
    ],
    ['goods from £30', [line(3000)], { shipping: 0, taxIncluded: 500, total: 3000 }],
    ['a gift card only', [giftCard], { goods: 2500, shipping: 0, taxIncluded: 0, total: 2500 }],
    ['a gift card and goods', [giftCard, line(600)], { shipping: 395, taxIncluded: 166, total: 3495 }],
  ])('with %s adds up', (_, lines, totals) => {
    expect(priceCart(lines, null)).toMatchObject(totals)
  })
})

describe('a reward', () => {
  test.each<[string, Reward, PricedLine[], number]>([
    ['10 % of the goods', tenPercent, [line(2000)], 200],
    ['10 %, half a penny up', tenPercent, [line(145)], 15],
    ['10 %, but not of gift cards', tenPercent, [giftCard, line(1000)], 100],
    ['100 % of the goods, delivery stays', { ...tenPercent, percent: 100 }, [line(1000)], 1000],
    ['an amount', fivePounds, [line(2000)], 500],
    ['no more than the goods', fivePounds, [line(300)], 300],
    ['the delivery', delivery, [line(2000)], 395],
    ['one of the product', teacup, [line(900, { sku: 'T', quantity: 3 }), line(100)], 300],
  ])('takes off %s', (_, reward, lines, discount) => {
    const { total, ...parts } = priceCart(lines, reward)
    expect(parts.discount).toBe(discount)
    expect(total).toBe(parts.goods + parts.shipping - discount)
  })

  test('leaves no VAT where nothing is paid', () => {
    const free = priceCart([line(3000)], { ...tenPercent, percent: 100 })
    expect(free).toMatchObject({ discount: 3000, taxIncluded: 0, total: 0 })
  })

  test.each<[string, Reward, PricedLine[], string | RegExp]>([
    ['below its minimum spend', { ...tenPercent, minimumSpend: 2500 }, [line(2000)], /£5\.00 to go/],
    ['when only gift cards reach it', { ...tenPercent, minimumSpend: 2500 }, [giftCard], /£25\.00 to go/],
    ['without its product', teacup, [line(100)], /Teacup/],
    ['for delivery that is free', delivery, [line(3000)], /keep it/],
    ['of gift cards', tenPercent, [giftCard], /keep it/],
    ['in another currency', { ...fivePounds, currency: 'EUR' }, [line(2000)], /another/],
    ['of another engine', { kind: 'pool', pool: 'spring', name: 'Spring' }, [line(2000)], /another/],
    ['before there is anything', tenPercent, [], /next basket/],
  ])('takes nothing off %s and says why', (_, reward, lines, words) => {
    expect(priceCart(lines, reward).discount).toBe(0)
    expect(hintFor(reward, lines)).toMatch(words)
  })

  test('is usable exactly when it takes something off, and no total is negative', () => {
    const rewards = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map(percent => ({ ...tenPercent, percent })),
      fc.integer({ min: 1, max: 9000 }).map(amount => ({ ...fivePounds, amount })),
      fc.constantFrom(delivery, teacup),
    )
    const priced = fc
      .record({
        sku: fc.constantFrom('A', 'T'),
        price: fc.nat(5000),
        quantity: fc.integer({ min: 1, max: 9 }),
      })
      .chain(({ sku, price, quantity }) =>
        fc.boolean().map(giftCard => ({ sku, quantity, giftCard, amount: price * quantity })),
      )
    fc.assert(
      fc.property(
        fc.array(priced, { maxLength: 5 }),
        rewards,
        fc.nat(9000),
        (lines, reward, minimumSpend) => {
          const limited = { ...reward, minimumSpend }
          const { goods, shipping, discount, taxIncluded, total } = priceCart(lines, limited)
          expect(total).toBe(goods + shipping - discount)
          expect(total).toBeGreaterThanOrEqual(0)
          expect(discount > 0).toBe(usabilityOf(limited, lines) === 'usable')
          expect(discount).toBeLessThanOrEqual(discountableOf(lines) + shipping)
          expect(taxIncluded).toBeGreaterThanOrEqual(0)
          expect(taxIncluded * 6).toBeLessThanOrEqual(total + 3)
          for (const pence of [goods, shipping, discount, taxIncluded, total])
            expect(pence).toBe(Math.trunc(pence))
        },
      ),
    )
  })
})
