import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyRefund, eligible, partsOf, type Refunded, totalsDiffer } from '../../../api/earning/basis'
import { RefundOrder, type RefundOrderInput } from '../../../sdk/contract'
import { anyExclusion, anyOrder, exclude, line, order } from './orders'

const refund = (changed: Partial<RefundOrderInput>) => RefundOrder.parse({ externalId: 'r1', ...changed })
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const everything = (parts: { key: string; paid: number }[]): Refunded =>
  Object.fromEntries(parts.map(({ key, paid }) => [key, paid]))

describe('partsOf', () => {
  it('spreads the discount in proportion', () => {
    const parts = partsOf(order({ discount: 1000 }))
    expect(parts.map(({ key, paid }) => [key, paid])).toEqual([
      ['line:1', 5400],
      ['line:2', 2700],
      ['shipping', 900],
    ])
  })

  it('gives the last units to the largest remainders', () => {
    const parts = partsOf(
      order({ lines: [line('1', 1), line('2', 1), line('3', 1)], shipping: 0, discount: 2 }),
    )
    expect(parts.map(({ paid }) => paid)).toEqual([0, 0, 1])
  })

  it('keeps included tax out of tax on top', () => {
    const parts = partsOf(order({ shipping: 0, tax: 900, taxIncluded: 90 }))
    expect(parts.map(({ tax }) => tax)).toEqual([60, 30, 0])
  })

  it('sums to the total, with tax and points inside what was paid', () => {
    fc.assert(
      fc.property(anyOrder, order => {
        const parts = partsOf(order)
        expect(sum(parts.map(({ paid }) => paid))).toBe(order.total)
        expect(sum(parts.map(({ points }) => points))).toBe(order.paidWithPoints)
        for (const { paid, tax, points } of parts) {
          expect(Math.min(paid, tax, points)).toBeGreaterThanOrEqual(0)
          expect(Math.max(tax, points)).toBeLessThanOrEqual(paid)
        }
      }),
    )
  })

  it('is whole and not negative for an order that contradicts itself', () => {
    const parts = partsOf(order({ discount: 20_000, taxIncluded: 30_000, paidWithPoints: 40_000, total: 5 }))
    expect(parts.map(({ paid, tax, points }) => [paid, tax, points])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ])
  })
})

describe('totalsDiffer', () => {
  it('accepts sums that agree', () => {
    expect(totalsDiffer(order())).toBe(false)
    expect(totalsDiffer(order({ discount: 10_000 }))).toBe(false)
    fc.assert(fc.property(anyOrder, order => !totalsDiffer(order)))
  })

  it('sees each contradiction', () => {
    expect(totalsDiffer(order({ total: 9999 }))).toBe(true)
    expect(totalsDiffer(order({ discount: 10_001, total: 0 }))).toBe(true)
    expect(totalsDiffer(order({ paidWithPoints: 10_001 }))).toBe(true)
    expect(totalsDiffer(order({ taxIncluded: 10_001 }))).toBe(true)
  })
})

describe('applyRefund', () => {
  const parts = partsOf(order())

  it('adds up what is given back per part', () => {
    const once = applyRefund(parts, {}, refund({ lines: [{ lineId: '1', amount: 1000 }], shipping: 500 }))
    expect(once).toEqual({ 'line:1': 1000, shipping: 500 })
    const twice = applyRefund(parts, once ?? {}, refund({ lines: [{ lineId: '1', amount: 5000 }] }))
    expect(twice).toEqual({ 'line:1': 6000, shipping: 500 })
  })

  it('refuses more than was paid for a part', () => {
    expect(applyRefund(parts, { 'line:1': 1 }, refund({ lines: [{ lineId: '1', amount: 6000 }] }))).toBeNull()
    expect(applyRefund(parts, {}, refund({ shipping: 1001 }))).toBeNull()
    expect(applyRefund(parts, {}, refund({ tax: 1 }))).toBeNull()
    const split = [
      { lineId: '1', amount: 3001 },
      { lineId: '1', amount: 3000 },
    ]
    expect(applyRefund(parts, {}, refund({ lines: split }))).toBeNull()
  })

  it('refuses a line the order does not have, even for nothing', () => {
    expect(applyRefund(parts, {}, refund({ lines: [{ lineId: '3', amount: 0 }] }))).toBeNull()
  })

  it('takes back a free line for nothing', () => {
    const free = partsOf(order({ lines: [line('1', 100), line('gift', 0)] }))
    expect(applyRefund(free, {}, refund({ lines: [{ lineId: 'gift', amount: 0 }] }))).toEqual({})
  })

  it('spreads an amount over what is left', () => {
    expect(applyRefund(parts, { 'line:1': 6000 }, refund({ amount: 400 }))).toEqual({
      'line:1': 6000,
      'line:2': 300,
      shipping: 100,
    })
    expect(applyRefund(parts, { 'line:1': 6000 }, refund({ amount: 4001 }))).toBeNull()
  })

  it('changes nothing it was given', () => {
    const before = { 'line:1': 5 }
    applyRefund(parts, before, refund({ amount: 400 }))
    expect(before).toEqual({ 'line:1': 5 })
  })

  it('gives back exactly what is asked, never more than was paid', () => {
    const share = fc.integer({ min: 1, max: 100 })
    fc.assert(
      fc.property(anyOrder, share, share, (order, first, second) => {
        const parts = partsOf(order)
        let refunded: Refunded = {}
        for (const percent of [first, second]) {
          const open = order.total - sum(Object.values(refunded))
          const amount = Math.floor((open / 100) * percent)
          if (amount === 0) continue
          const next = applyRefund(parts, refunded, { externalId: 'r', amount, shipping: 0, tax: 0 })
          expect(sum(Object.values(next ?? {}))).toBe(order.total - open + amount)
          refunded = next ?? {}
        }
        for (const { key, paid } of parts) expect(refunded[key] ?? 0).toBeLessThanOrEqual(paid)
        const rest = order.total - sum(Object.values(refunded))
        expect(
          applyRefund(parts, refunded, { externalId: 'r', amount: rest + 1, shipping: 0, tax: 0 }),
        ).toBeNull()
      }),
    )
  })
})

describe('eligible', () => {
  const full = order({
    lines: [line('1', 6000, { categories: ['tea'] }), line('2', 3000, { giftCard: true }), line('3', 2000)],
    tax: 500,
    total: 12_500,
  })

  it('is everything without exclusions', () => {
    expect(eligible(partsOf(full), {}, exclude())).toEqual({ amount: 12_500, excluded: [] })
  })

  it('leaves out each part by its switch', () => {
    const left = (changed: Parameters<typeof exclude>[0]) => eligible(partsOf(full), {}, exclude(changed))
    expect(left({ shipping: true })).toEqual({
      amount: 11_500,
      excluded: [{ part: 'shipping', amount: 1000 }],
    })
    expect(left({ tax: true })).toEqual({ amount: 12_000, excluded: [{ part: 'tax', amount: 500 }] })
    expect(left({ giftCards: true })).toEqual({
      amount: 9500,
      excluded: [{ part: 'giftCards', amount: 3000 }],
    })
    expect(left({ categories: ['tea'] })).toEqual({
      amount: 6500,
      excluded: [{ part: 'products', amount: 6000 }],
    })
    expect(left({ skus: ['sku-3'] })).toEqual({
      amount: 10_500,
      excluded: [{ part: 'products', amount: 2000 }],
    })
  })

  it('leaves out included tax and what points paid', () => {
    const parts = partsOf(
      order({ lines: [line('1', 12_000)], shipping: 0, taxIncluded: 2000, paidWithPoints: 6000 }),
    )
    expect(eligible(parts, {}, exclude({ tax: true })).amount).toBe(10_000)
    expect(eligible(parts, {}, exclude({ paidWithPoints: true })).amount).toBe(6000)
  })

  it('leaves out tax that points paid once, not twice', () => {
    const parts = partsOf(
      order({ lines: [line('1', 12_000)], shipping: 0, taxIncluded: 2000, paidWithPoints: 6000 }),
    )
    expect(eligible(parts, {}, exclude({ tax: true, paidWithPoints: true }))).toEqual({
      amount: 5000,
      excluded: [
        { part: 'paidWithPoints', amount: 6000 },
        { part: 'tax', amount: 1000 },
      ],
    })
  })

  it('shrinks with what is refunded, half a unit rounding up', () => {
    const parts = partsOf(order({ lines: [line('1', 10)], shipping: 0, taxIncluded: 3 }))
    const amounts = [0, 1, 2, 3, 5, 9, 10].map(
      back => eligible(parts, { 'line:1': back }, exclude({ tax: true })).amount,
    )
    expect(amounts).toEqual([7, 6, 6, 5, 4, 1, 0])
  })

  it('accounts with what is left out for every unit not refunded', () => {
    fc.assert(
      fc.property(anyOrder, anyExclusion, fc.integer({ min: 0, max: 100 }), (order, exclude, percent) => {
        const parts = partsOf(order)
        const refunded = Object.fromEntries(
          parts.map(({ key, paid }) => [key, Math.floor((paid / 100) * percent)]),
        )
        const { amount, excluded } = eligible(parts, refunded, exclude)
        const given = sum(Object.values(refunded))
        expect(amount + sum(excluded.map(({ amount }) => amount))).toBe(order.total - given)
        for (const { amount } of excluded) expect(amount).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it('never rises with a refund and is 0 when everything is given back', () => {
    fc.assert(
      fc.property(
        anyOrder,
        anyExclusion,
        fc.nat({ max: 100 }),
        fc.nat(),
        (order, exclude, percent, extra) => {
          const parts = partsOf(order)
          const before = Object.fromEntries(
            parts.map(({ key, paid }) => [key, Math.floor((paid / 100) * percent)]),
          )
          const after = Object.fromEntries(
            parts.map(({ key, paid }) => [key, Math.min(paid, (before[key] ?? 0) + extra)]),
          )
          const amount = eligible(parts, before, exclude).amount
          expect(eligible(parts, after, exclude).amount).toBeLessThanOrEqual(amount)
          expect(eligible(parts, everything(parts), exclude)).toEqual({ amount: 0, excluded: [] })
        },
      ),
      { numRuns: 300 },
    )
  })
})
