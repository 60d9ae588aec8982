import { z } from 'zod'
import { AmountMinor, Currency, PositivePoints, Slug, Text } from './primitives'

const minimumSpend = AmountMinor.nullable()
  .default(null)
  .meta({ description: 'Minor units, before the discount' })
const points = z.strictObject({ kind: z.literal('points'), points: PositivePoints })
const spins = z.strictObject({ kind: z.literal('spins'), spins: z.int().min(1).max(1000) })
const nothing = z.strictObject({ kind: z.literal('nothing') })

/** What a reward code is worth at the checkout. */
export const Reward = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('percent'),
      percent: z.int().min(1).max(100),
      currency: Currency,
      minimumSpend,
    }),
    z.strictObject({
      kind: z.literal('amount'),
      amount: AmountMinor.min(1),
      currency: Currency,
      minimumSpend,
    }),
    z.strictObject({ kind: z.literal('freeShipping'), currency: Currency, minimumSpend }),
    z.strictObject({
      kind: z.literal('product'),
      sku: Text(64),
      name: Text(120),
      currency: Currency,
      minimumSpend,
    }),
    z.strictObject({
      kind: z.literal('giftCard'),
      amount: AmountMinor.min(1),
      currency: Currency,
      minimumSpend,
    }),
    z.strictObject({ kind: z.literal('pool'), pool: Slug, name: Text(120) }),
  ])
  .meta({ id: 'Reward' })

/** Everything a rule or a prize can give. */
export const Award = z
  .discriminatedUnion('kind', [points, spins, ...Reward.options, nothing])
  .meta({ id: 'Award' })

export type Reward = z.infer<typeof Reward>
export type Award = z.infer<typeof Award>
