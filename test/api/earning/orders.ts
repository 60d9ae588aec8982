import fc from 'fast-check'
import { Rule, UpsertOrder, type UpsertOrderInput } from '../../../sdk/contract'

/** An order as a shop would send it: two things, shipping, nothing special. */
export const order = (changed: Partial<UpsertOrderInput> = {}): UpsertOrder => {
  const input: UpsertOrderInput = {
    externalId: '1042',
    customer: { externalId: 'ada' },
    status: 'paid',
    placedAt: '2026-11-22T10:00:00Z',
    currency: 'GBP',
    lines: [line('1', 6000), line('2', 3000)],
    shipping: 1000,
    total: 0,
    ...changed,
  }
  const gross = input.lines.reduce(
    (sum, { amount }) => sum + amount,
    (input.shipping ?? 0) + (input.tax ?? 0),
  )
  return UpsertOrder.parse({ ...input, total: changed.total ?? gross - (input.discount ?? 0) })
}

export const line = (lineId: string, amount: number, changed: object = {}) => ({
  ...{ lineId, sku: `sku-${lineId}`, quantity: 1, amount },
  ...changed,
})

export const exclude = (changed: Partial<Rule['exclude']> = {}): Rule['exclude'] => ({
  ...{ shipping: false, tax: false, giftCards: false, paidWithPoints: false, skus: [], categories: [] },
  ...changed,
})

const minor = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 20_000 }), fc.nat({ max: 1_000_000_000_000 }))

/** Any order that does not contradict itself, from nothing to the largest amounts there are. */
export const anyOrder = fc
  .record({
    lines: fc.array(
      fc.record({ amount: minor, giftCard: fc.boolean(), category: fc.constantFrom('tea', 'cups') }),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    shipping: minor,
    tax: minor,
    shares: fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 0, max: 100 }))),
  })
  .map(({ lines, shipping, tax, shares: [off, inside, points] }) => {
    const goods = lines.reduce((sum, { amount }) => sum + amount, shipping)
    const percent = (amount: number, share = 0) => Math.floor((amount / 100) * share)
    const discount = percent(goods + tax, off)
    const total = goods + tax - discount
    const rows = lines.map(({ amount, giftCard, category }, i) =>
      line(`${i}`, amount, { giftCard, categories: [category] }),
    )
    const template = order({ lines: [line('1', 1)] })
    return {
      ...template,
      ...{ lines: rows as UpsertOrder['lines'], shipping, tax, discount, total },
      ...{ taxIncluded: percent(goods, inside), paidWithPoints: percent(total, points) },
    }
  })

export const anyExclusion: fc.Arbitrary<Rule['exclude']> = fc.record({
  shipping: fc.boolean(),
  tax: fc.boolean(),
  giftCards: fc.boolean(),
  paidWithPoints: fc.boolean(),
  skus: fc.subarray(['sku-0', 'sku-1']),
  categories: fc.subarray(['tea']),
})

export const rule = (changed: object = {}) =>
  Rule.parse({
    id: 'purchase',
    name: 'Every purchase',
    on: 'order.paid',
    earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    ...changed,
  })
