import { z } from 'zod'
import { Reward } from './award'
import { Code, OwnedCode } from './code'
import {
  AmountMinor,
  Currency,
  CustomerId,
  Instant,
  ItemId,
  Limit,
  PageQuery,
  PositivePoints,
  RedemptionId,
  Slug,
  Text,
  WebAddress,
} from './primitives'

/** What points buy: a reward code, or a gift to a good cause, which has no code. */
export const ItemGift = z
  .discriminatedUnion('kind', [
    ...Reward.options,
    z.strictObject({
      kind: z.literal('donation'),
      amount: AmountMinor.min(1),
      currency: Currency,
      to: Text(120).meta({ example: 'The food bank' }),
    }),
  ])
  .meta({ id: 'ItemGift' })

const Price = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), points: PositivePoints }),
    z
      .strictObject({
        kind: z.literal('choice'),
        minimum: PositivePoints,
        maximum: PositivePoints,
        step: PositivePoints.default(1),
        perPoint: AmountMinor.min(1).meta({ description: 'Minor units one point buys' }),
      })
      .meta({ description: 'The shopper chooses how many points; `gives` says the kind and currency' }),
  ])
  .meta({ id: 'Price' })

const EXAMPLE_ITEM = {
  name: '£5 off',
  price: { kind: 'fixed', points: 500 },
  gives: { kind: 'amount', amount: 500, currency: 'GBP' },
  returnDays: 30,
}

export const WriteItem = z
  .strictObject({
    name: Text(80),
    description: Text(300).nullable().default(null),
    image: WebAddress.nullable().default(null),
    active: z.boolean().default(true),
    from: Instant.nullable().default(null),
    until: Instant.nullable().default(null),
    price: Price,
    gives: ItemGift,
    validDays: z.int().min(1).max(3650).default(90).meta({ description: 'Of the code' }),
    stock: z.int().min(0).max(1_000_000_000).nullable().default(null),
    limit: Limit.nullable().default(null).meta({ description: 'Of one customer' }),
    tiers: z.array(Slug).max(20).default([]),
    segments: z.array(Slug).max(20).default([]),
    returnDays: z
      .int()
      .min(0)
      .max(365)
      .default(0)
      .meta({ description: 'So long an unused code can be given back for its points' }),
  })
  .superRefine(({ price, gives }, context) => {
    if (price.kind !== 'choice') return
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['price', path], message })
    if (gives.kind !== 'amount' && gives.kind !== 'giftCard' && gives.kind !== 'donation')
      fail('kind', 'a choice buys an amount, a gift card or a donation')
    if (price.maximum < price.minimum) fail('maximum', 'must not be below the minimum')
    if (!AmountMinor.safeParse(price.maximum * price.perPoint).success)
      fail('perPoint', 'would give more money than there is')
  })
  .meta({ id: 'WriteItem', example: EXAMPLE_ITEM })

export const Item = z
  .object({
    id: ItemId,
    version: z.int(),
    createdAt: z.string(),
    item: WriteItem,
    sold: z.int().meta({ description: 'Less what was returned' }),
  })
  .meta({ id: 'Item' })

/** An item as any page may show it. */
export const ItemView = z
  .object({
    id: ItemId,
    name: z.string(),
    description: z.string().nullable(),
    image: z.string().nullable(),
    until: z.string().nullable(),
    price: Price,
    gives: ItemGift,
    left: z.int().nullable(),
    tiers: z.array(z.string()),
    returnDays: z.int(),
  })
  .meta({ id: 'ItemView' })

export const Redeem = z
  .strictObject({
    itemId: ItemId,
    points: PositivePoints.optional().meta({
      description:
        'Needed where the shopper chooses the amount; otherwise the price they were shown, if sent',
    }),
  })
  .meta({ id: 'Redeem', example: { itemId: 'itm_01m7v8x4k2f9tq3r5w6y7z8abc' } })

/** Nothing to say but which redemption, and that is in the address. */
export const ReturnRedemption = z.strictObject({}).meta({ id: 'ReturnRedemption', example: {} })

export const Redemption = z
  .object({
    id: RedemptionId,
    itemId: z.string(),
    name: z.string(),
    at: z.string(),
    points: z.int(),
    gives: ItemGift,
    code: OwnedCode.nullable().meta({ description: 'null: a donation, or it can no longer be used' }),
    returnableUntil: z.string().nullable().meta({ description: 'null: it cannot be returned' }),
    returnedAt: z.string().nullable(),
  })
  .meta({ id: 'Redemption' })

/** As the merchant's server sees it. */
export const CustomerRedemption = Redemption.extend({
  customerId: CustomerId,
  code: Code.nullable().meta({ description: 'null: a donation' }),
}).meta({ id: 'CustomerRedemption' })

export const FindRedemptions = PageQuery.extend({
  itemId: ItemId.optional(),
  customerId: CustomerId.optional(),
})

/** What a redemption or a return has left. */
export const RedemptionResult = z
  .object({
    redemption: Redemption,
    points: z.object({ available: z.int(), pending: z.int() }),
  })
  .meta({ id: 'RedemptionResult' })

export type ItemGift = z.infer<typeof ItemGift>
export type Price = z.infer<typeof Price>
export type WriteItem = z.infer<typeof WriteItem>
export type WriteItemInput = z.input<typeof WriteItem>
export type Item = z.infer<typeof Item>
export type ItemView = z.infer<typeof ItemView>
export type Redeem = z.infer<typeof Redeem>
export type Redemption = z.infer<typeof Redemption>
export type CustomerRedemption = z.infer<typeof CustomerRedemption>
export type FindRedemptions = z.infer<typeof FindRedemptions>
export type RedemptionResult = z.infer<typeof RedemptionResult>
