import { z } from 'zod'
import { CustomerRef } from './customer'
import { AmountMinor, Currency, ExternalId, Instant, OrderId, Slug, Text } from './primitives'

const LineId = Text(64).meta({ example: '1' })

export const OrderLine = z
  .strictObject({
    lineId: LineId,
    sku: Text(64),
    name: Text(200).optional(),
    quantity: z.int().min(1).max(1_000_000),
    amount: AmountMinor.meta({ description: 'Of the whole line, after its own discount' }),
    categories: z.array(Text(64)).max(20).default([]),
    giftCard: z.boolean().default(false),
  })
  .meta({ id: 'OrderLine' })

const EXAMPLE_ORDER = {
  externalId: '1042',
  customer: { externalId: 'ada' },
  status: 'paid',
  placedAt: '2026-11-22T10:00:00Z',
  currency: 'GBP',
  lines: [{ lineId: '1', sku: 'vase', quantity: 2, amount: 4000 }],
  shipping: 500,
  total: 4500,
}

/** An order as it stands now. Sending it again replaces what is stored. */
export const UpsertOrder = z
  .strictObject({
    externalId: ExternalId,
    customer: CustomerRef,
    status: z.enum(['pending', 'paid', 'cancelled']).meta({ description: 'Only a paid order earns' }),
    placedAt: Instant,
    paidAt: Instant.optional().meta({ description: 'Defaults to `placedAt`' }),
    currency: Currency,
    lines: z.array(OrderLine).min(1).max(500),
    shipping: AmountMinor.default(0),
    tax: AmountMinor.default(0).meta({ description: 'Added on top of the lines' }),
    taxIncluded: AmountMinor.default(0).meta({ description: 'The part of lines and shipping that is tax' }),
    discount: AmountMinor.default(0).meta({ description: 'Off the whole order' }),
    paidWithPoints: AmountMinor.default(0).meta({
      description: 'The part of the total paid with points or their codes',
    }),
    total: AmountMinor.meta({ description: 'lines + shipping + tax - discount' }),
    referral: Slug.optional().meta({
      description: "The advocate's slug, where a friend ordered without signing in first",
    }),
    code: Text(64).optional().meta({ description: 'The reward code that was used, for the record' }),
  })
  .superRefine((order, context) => {
    if (new Set(order.lines.map(line => line.lineId)).size !== order.lines.length)
      context.addIssue({ code: 'custom', path: ['lines'], message: 'line ids must differ' })
  })
  .meta({ id: 'UpsertOrder', example: EXAMPLE_ORDER })

export const RefundOrder = z
  .strictObject({
    externalId: ExternalId.meta({ description: 'The same refund is taken once, for ever' }),
    lines: z
      .array(
        z.strictObject({
          lineId: LineId,
          quantity: z.int().min(1).max(1_000_000).optional(),
          amount: AmountMinor,
        }),
      )
      .min(1)
      .max(500)
      .optional(),
    shipping: AmountMinor.default(0),
    tax: AmountMinor.default(0),
    amount: AmountMinor.min(1)
      .optional()
      .meta({ description: 'Instead of lines: spread over what is not refunded yet' }),
    at: Instant.optional(),
    reason: Text(200).optional(),
  })
  .superRefine((refund, context) => {
    const byPart = refund.lines !== undefined || refund.shipping > 0 || refund.tax > 0
    if (byPart === (refund.amount !== undefined))
      context.addIssue({
        code: 'custom',
        path: ['amount'],
        message: 'either parts of the order or one amount',
      })
  })
  .meta({ id: 'RefundOrder', example: { externalId: 'r-1', lines: [{ lineId: '1', amount: 2000 }] } })

export const CancelOrder = z
  .strictObject({ at: Instant.optional(), reason: Text(200).optional() })
  .meta({ id: 'CancelOrder', example: { reason: 'Out of stock' } })

export const Order = z
  .object({
    id: OrderId,
    externalId: z.string(),
    customerId: z.string(),
    status: z.enum(['pending', 'paid', 'cancelled']),
    placedAt: z.string(),
    currency: z.string(),
    total: z.int(),
    refunded: z.int(),
    points: z.object({
      earned: z.int().meta({ description: 'Net of what refunds took back' }),
      availableAt: z.string().nullable(),
    }),
    spins: z.int(),
  })
  .meta({ id: 'Order' })

/** One line of the NDJSON import. */
export const ImportLine = z
  .discriminatedUnion('type', [
    UpsertOrder.safeExtend({ type: z.literal('order') }),
    RefundOrder.safeExtend({ type: z.literal('refund'), orderExternalId: ExternalId }),
    CancelOrder.safeExtend({ type: z.literal('cancel'), orderExternalId: ExternalId }),
  ])
  .meta({ id: 'ImportLine', example: { type: 'order', ...EXAMPLE_ORDER } })

const counts = { line: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int() }

/** One line of the NDJSON reply: progress every hundred lines, each refusal, and the end. */
export const ImportReport = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('progress'), ...counts }),
    z.object({
      type: z.literal('refused'),
      line: z.int(),
      code: z.string(),
      detail: z.string(),
      errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
    z.object({ type: z.literal('done'), ...counts }),
  ])
  .meta({ id: 'ImportReport' })

export const ImportProgress = z
  .object({ importId: z.string(), ...counts, done: z.boolean(), updatedAt: z.string() })
  .meta({ id: 'ImportProgress' })

export type OrderLine = z.infer<typeof OrderLine>
export type UpsertOrder = z.infer<typeof UpsertOrder>
export type UpsertOrderInput = z.input<typeof UpsertOrder>
export type RefundOrder = z.infer<typeof RefundOrder>
export type RefundOrderInput = z.input<typeof RefundOrder>
export type CancelOrder = z.infer<typeof CancelOrder>
export type Order = z.infer<typeof Order>
export type ImportLine = z.infer<typeof ImportLine>
export type ImportLineInput = z.input<typeof ImportLine>
export type ImportReport = z.infer<typeof ImportReport>
export type ImportProgress = z.infer<typeof ImportProgress>
