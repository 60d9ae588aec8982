import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Buyer, obstacleTo } from '../../../api/catalogue/obstacle'
import { giftFor, lowestPrice, priceOf } from '../../../api/catalogue/price'
import { returnableUntil, returnEnd } from '../../../api/catalogue/returnable'
import { periodStart } from '../../../api/merchants/calendar'
import { type Price, WriteItem, type WriteItemInput } from '../../../sdk/contract'

const BASE = {
  name: 'Gift',
  price: { kind: 'fixed', points: 100 },
  gives: { kind: 'giftCard', amount: 1, currency: 'GBP' },
} as const
const itemOf = (input: Partial<WriteItemInput> = {}) => WriteItem.parse({ ...BASE, ...input })

const choices = fc
  .record({
    minimum: fc.integer({ min: 1, max: 10_000 }),
    span: fc.integer({ min: 0, max: 10_000 }),
    step: fc.integer({ min: 1, max: 500 }),
    perPoint: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ span, ...each }) => ({ kind: 'choice' as const, ...each, maximum: each.minimum + span }))

describe('the price of a choice', () => {
  it('is exactly the points of its grid', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: -5, max: 25_000 }), (price, points) => {
        const grid = new Set<number>()
        for (let each = price.minimum; each <= price.maximum; each += price.step) grid.add(each)
        expect('points' in priceOf(price, points)).toBe(grid.has(points))
      }),
    )
  })

  it('buys in proportion, and its minimum can always be bought', () => {
    fc.assert(
      fc.property(choices, price => {
        const lowest = lowestPrice(price)
        expect(priceOf(price, lowest)).toEqual({ points: lowest })
        const { gives } = itemOf()
        expect(giftFor(gives, price, lowest)).toEqual({ ...gives, amount: lowest * price.perPoint })
        const twice = giftFor(gives, price, 2 * lowest)
        expect('amount' in twice && twice.amount).toBe(2 * lowest * price.perPoint)
      }),
    )
  })

  it('gives whole minor units that can be told apart, up to the largest there may be', () => {
    const price = { kind: 'choice', minimum: 1, maximum: 1_000_000_000, perPoint: 1000 } as const
    expect(WriteItem.safeParse({ ...BASE, price }).success).toBe(true)
    expect(WriteItem.safeParse({ ...BASE, price: { ...price, perPoint: 1001 } }).success).toBe(false)
  })
})

test('a fixed price takes no other points and gives what it says', () => {
  const price: Price = { kind: 'fixed', points: 100 }
  const { gives } = itemOf()
  expect(priceOf(price, undefined)).toEqual({ points: 100 })
  expect(priceOf(price, 100)).toEqual({ points: 100 })
  expect(priceOf(price, 101)).toHaveProperty('wrong')
  expect(giftFor(gives, price, 100)).toBe(gives)
})

const NOW = Date.parse('2026-03-29T12:00:00Z')
const DAY_MS = 86_400_000
const buyerOf = (buyer: Partial<Buyer> = {}): Buyer => ({
  ...{ at: NOW, zone: 'Europe/Prague', tierId: null, segments: [], boughtAt: [], boughtBefore: 0 },
  returnedAt: null,
  ...buyer,
})

describe('the limit of a customer', () => {
  const limits = fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    per: fc.constantFrom('day', 'week', 'month', 'year', 'lifetime'),
  })
  const times = fc.array(
    fc.integer({ min: 0, max: 500 }).map(days => NOW - days * DAY_MS),
    { maxLength: 8 },
  )

  it('counts what was bought in the period, and only that', () => {
    fc.assert(
      fc.property(limits, times, (limit, boughtAt) => {
        const start = periodStart(NOW, limit.per, 'Europe/Prague')
        const inPeriod = boughtAt.filter(at => at >= start)
        const reached = obstacleTo(itemOf({ limit }), null, buyerOf({ boughtAt })) === 'item_limit_reached'
        expect(reached).toBe(inPeriod.length >= limit.count)
        expect(obstacleTo(itemOf({ limit }), null, buyerOf({ boughtAt: inPeriod })) !== null).toBe(reached)
      }),
    )
  })

  it('never lets more through when more was bought', () => {
    fc.assert(
      fc.property(limits, times, times, (limit, some, more) => {
        const item = itemOf({ limit })
        const blocked = obstacleTo(item, null, buyerOf({ boughtAt: some })) !== null
        const blockedByMore = obstacleTo(item, null, buyerOf({ boughtAt: [...some, ...more] })) !== null
        expect(!blocked || blockedByMore).toBe(true)
      }),
    )
  })

  it('is reached in the period somebody returned in, until the next', () => {
    const item = itemOf({ limit: { count: 5, per: 'month' } })
    const returnedAt = NOW - 20 * DAY_MS
    expect(obstacleTo(item, null, buyerOf({ returnedAt }))).toBe('item_limit_reached')
    expect(obstacleTo(item, null, buyerOf({ returnedAt, at: NOW + 3 * DAY_MS }))).toBeNull()
    expect(obstacleTo(itemOf({ limit: null }), null, buyerOf({ returnedAt }))).toBeNull()
  })
})

test('whoever cannot have it hears first that it is closed, then whom it is for, then the limit, then the stock', () => {
  const strict = itemOf({ tiers: ['gold'], limit: { count: 1, per: 'lifetime' }, active: false })
  const lifelong = itemOf({ limit: { count: 1, per: 'lifetime' } })
  expect(obstacleTo(lifelong, null, buyerOf({ boughtBefore: 1 }))).toBe('item_limit_reached')
  const buyer = buyerOf({ boughtAt: [0] })
  const open = { ...strict, active: true }
  expect(obstacleTo(strict, 0, buyer)).toBe('item_closed')
  expect(obstacleTo(open, 0, buyer)).toBe('not_eligible')
  expect(obstacleTo(open, 0, { ...buyer, tierId: 'gold' })).toBe('item_limit_reached')
  expect(obstacleTo(open, 0, { ...buyer, tierId: 'gold', boughtAt: [] })).toBe('item_sold_out')
  expect(obstacleTo(open, 1, { ...buyer, tierId: 'gold', boughtAt: [] })).toBeNull()
})

describe('the time to return', () => {
  it('is so many days of the merchant, clocks changing or not, and no longer than the code', () => {
    const bought = Date.parse('2026-03-28T11:00:00Z')
    const end = returnEnd(bought, 1, bought + 90 * DAY_MS, 'Europe/Prague')
    expect(end).toBe(Date.parse('2026-03-29T10:00:00Z'))
    expect(returnEnd(bought, 30, bought + DAY_MS, 'UTC')).toBe(bought + DAY_MS)
    expect(returnEnd(bought, 0, bought + DAY_MS, 'UTC')).toBeNull()
    expect(returnEnd(bought, 30, null, 'UTC')).toBeNull()
  })

  it.each([
    ['issued', true],
    ['reserved', false],
    ['redeemed', false],
    ['void', false],
    ['expired', false],
    [null, false],
  ] as const)('is there with a code that is %s: %s', (status, may) => {
    const bought = { returnableUntil: NOW, returnedAt: null }
    expect(returnableUntil(bought, status, NOW - 1)).toBe(may ? NOW : null)
    expect(returnableUntil(bought, status, NOW)).toBeNull()
    expect(returnableUntil({ ...bought, returnedAt: 1 }, status, NOW - 1)).toBeNull()
  })
})
