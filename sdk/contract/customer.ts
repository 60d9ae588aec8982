import { z } from 'zod'
import {
  CustomerId,
  ExternalId,
  Instant,
  Locale,
  PageQuery,
  PlainDate,
  PositivePoints,
  Slug,
  Text,
  TimeZone,
} from './primitives'

export const Email = z.email().max(254).meta({ example: 'ada@example.com' })

const profile = {
  email: Email.nullable().optional(),
  name: Text(120).nullable().optional(),
  birthday: PlainDate.nullable().optional(),
  locale: Locale.nullable().optional(),
  timeZone: TimeZone.nullable()
    .optional()
    .meta({ description: "Whose days streaks and check-ins are counted in; null is the merchant's" }),
  segments: z.array(Slug).max(50).optional().meta({ description: 'Groups of your own making' }),
}

/** Ours: a guest's id, and what is left of somebody who was erased. */
const OwnId = ExternalId.refine(
  text => !/^(guest|erased):/.test(text),
  'must not begin with guest: or erased:',
)

/** Creates the customer, or updates the fields that are named. */
export const UpsertCustomer = z.strictObject({ externalId: OwnId, ...profile }).meta({
  id: 'UpsertCustomer',
  example: { externalId: 'ada', email: 'ada@example.com', birthday: '1990-04-30' },
})
export const UpdateCustomer = z
  .strictObject(profile)
  .meta({ id: 'UpdateCustomer', example: { name: 'Ada', locale: 'cs' } })

/** A customer as an order or event names it: created when it is new. */
export const CustomerRef = z
  .strictObject({ externalId: OwnId, email: profile.email, name: profile.name })
  .meta({ id: 'CustomerRef' })

export const Customer = z
  .object({
    id: CustomerId,
    externalId: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    birthday: z.string().nullable(),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    segments: z.array(z.string()),
    kind: z.enum(['customer', 'guest']),
    slug: z.string().nullable().meta({ description: 'Names this customer in referral links' }),
    createdAt: z.string(),
    points: z.object({
      available: z.int().meta({ description: 'Spendable now; below zero while a debt is open' }),
      pending: z.int(),
    }),
    spins: z.int(),
    tierId: z.string().nullable(),
  })
  .meta({ id: 'Customer' })

export const FindCustomers = PageQuery.extend({
  externalId: z.string().max(128).optional(),
  email: z.string().max(254).optional(),
})

const signed = z
  .int()
  .min(-1_000_000_000)
  .max(1_000_000_000)
  .refine(value => value !== 0, 'must not be 0')

/** Points or spins given or taken by hand; the reason is shown to the shopper. */
export const Adjust = z
  .strictObject({
    points: signed.optional(),
    spins: signed.optional(),
    reason: Text(200).meta({ example: 'Sorry for the late parcel' }),
    countsForTier: z.boolean().default(false),
    expiresAt: Instant.nullable().default(null),
  })
  .refine(body => (body.points === undefined) !== (body.spins === undefined), {
    message: 'exactly one of points and spins',
    path: ['points'],
  })
  .meta({ id: 'Adjust', example: { points: 50, reason: 'Sorry for the late parcel' } })

/** Why a line exists, as data: `kind` names the template, the rest fills it. */
export const Note = z
  .object({
    /** What earned or took it, in the merchant's words: a rule, a prize, a reason. */
    name: z.string().optional(),
    order: z.string().optional(),
    /** The calculation: eligible amount, rate, multiplier and its cause, what was left out. */
    eligible: z.int().optional(),
    currency: z.string().optional(),
    base: z.int().optional(),
    multiplier: z.number().optional(),
    because: z.array(z.string()).optional(),
    excluded: z
      .array(z.object({ part: z.string(), amount: z.int() }))
      .optional()
      .meta({
        description:
          'Amounts in minor units that earned nothing: shipping, tax, giftCards, paidWithPoints, products',
      }),
    forgiven: z.int().optional(),
    tier: z.string().optional(),
    code: z.string().optional().meta({ description: 'The last four symbols' }),
  })
  .meta({ id: 'Note' })

export const JournalKind = z.enum([
  'welcome',
  'profile',
  'order',
  'earn',
  'refund',
  'clawback',
  'adjust',
  'spend',
  'spin',
  'prize',
  'expire',
  'tier',
  'event',
  'birthday',
  'check-in',
  'referral',
  'survey',
  'feedback',
  'goal',
  'redemption',
  'return',
  'merge',
  'reserve',
  'release',
  'redeem',
  'rollback',
  'void',
])

/** One journal line. `points` and `spins` are what it changed, never a total. */
export const JournalLine = z
  .object({
    seq: z.int(),
    at: z.string(),
    kind: JournalKind,
    points: z.int(),
    spins: z.int(),
    source: z.string().meta({ example: 'order:1042' }),
    note: Note,
    availableAt: z.string().nullable().meta({ description: 'For a credit: when it becomes spendable' }),
  })
  .meta({ id: 'JournalLine' })

export const SendEvent = z
  .strictObject({
    externalId: ExternalId.meta({ description: 'The same event is taken once, for ever' }),
    customer: CustomerRef,
    name: z
      .string()
      .regex(/^[a-z][a-z0-9]*([._-][a-z0-9]+){0,7}$/, 'must look like review.published')
      .max(64)
      .meta({ example: 'review.published' }),
    at: Instant.optional(),
  })
  .meta({
    id: 'SendEvent',
    example: { externalId: 'r-77', customer: { externalId: 'ada' }, name: 'review.published' },
  })

export const EventResult = z
  .object({
    externalId: z.string(),
    customerId: z.string(),
    earned: z.object({ points: PositivePoints.or(z.literal(0)), spins: z.int(), rewards: z.int() }),
  })
  .meta({ id: 'EventResult' })

export type UpsertCustomer = z.infer<typeof UpsertCustomer>
export type UpdateCustomer = z.infer<typeof UpdateCustomer>
export type CustomerRef = z.infer<typeof CustomerRef>
export type Customer = z.infer<typeof Customer>
export type Adjust = z.infer<typeof Adjust>
export type AdjustInput = z.input<typeof Adjust>
export type Note = z.infer<typeof Note>
export type JournalKind = z.infer<typeof JournalKind>
export type JournalLine = z.infer<typeof JournalLine>
export type SendEvent = z.infer<typeof SendEvent>
export type EventResult = z.infer<typeof EventResult>
