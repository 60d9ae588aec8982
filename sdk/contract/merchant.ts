import { z } from 'zod'
import { Currency, IdentitySecretId, Instant, KeyId, MerchantId, Text, TimeZone } from './primitives'

export const Mode = z.enum(['test', 'live'])

/** Scheme, host and port of a page, as the browser sends it in `Origin`. */
export const Origin = z
  .string()
  .max(255)
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'must be an origin such as https://shop.example')
  .meta({ example: 'https://shop.example' })

export const CreateMerchant = z
  .strictObject({
    name: Text(80).meta({ example: 'Laurel & Sons' }),
    mode: Mode.default('test'),
    currency: Currency,
    timeZone: TimeZone.default('UTC'),
    allowedOrigins: z.array(Origin).max(20).default([]),
  })
  .meta({
    id: 'CreateMerchant',
    example: { name: 'Laurel & Sons', currency: 'GBP', allowedOrigins: ['https://shop.example'] },
  })

export const Merchant = z
  .object({
    id: MerchantId,
    name: z.string(),
    mode: Mode,
    currency: z.string(),
    timeZone: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Merchant' })

export const KeyKind = z.enum(['publishable', 'secret'])

export const CreateKey = z
  .strictObject({
    kind: KeyKind,
    name: Text(80).nullable().default(null),
    allowedOrigins: z.array(Origin).max(20).default([]).meta({ description: 'Publishable keys only' }),
  })
  .meta({
    id: 'CreateKey',
    example: { kind: 'publishable', name: 'Shop', allowedOrigins: ['https://shop.example'] },
  })

export const UpdateKey = z
  .strictObject({ allowedOrigins: z.array(Origin).max(20) })
  .meta({ id: 'UpdateKey', example: { allowedOrigins: ['https://shop.example'] } })

export const RollKey = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(604_800)
      .default(86_400)
      .meta({ description: 'How long the old key keeps working' }),
  })
  .meta({ id: 'RollKey', example: { overlapSeconds: 3600 } })

export const Key = z
  .object({
    id: KeyId,
    kind: KeyKind,
    name: z.string().nullable(),
    prefix: z.string().meta({ example: 'pk_test_01m7v8x4' }),
    allowedOrigins: z.array(z.string()),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
  })
  .meta({ id: 'Key' })

/** The only reply that ever holds the whole key. */
export const CreatedKey = Key.extend({ key: z.string() }).meta({ id: 'CreatedKey' })

export const IdentitySecret = z
  .object({ id: IdentitySecretId, createdAt: z.string() })
  .meta({ id: 'IdentitySecret' })
/** Signs customer tokens (HS256); shown once. */
export const CreatedIdentitySecret = IdentitySecret.extend({ secret: z.string() }).meta({
  id: 'CreatedIdentitySecret',
})

export const CreatedMerchant = z
  .object({
    merchant: Merchant,
    publishableKey: CreatedKey,
    secretKey: CreatedKey,
    identitySecret: CreatedIdentitySecret,
  })
  .meta({ id: 'CreatedMerchant' })

export const SetTestClock = z
  .strictObject({ now: Instant })
  .meta({ id: 'SetTestClock', example: { now: '2026-12-24T18:00:00Z' } })
export const TestClock = z
  .object({ now: z.string(), frozen: z.boolean().meta({ description: 'false: it is the real time' }) })
  .meta({ id: 'TestClock' })

export type Mode = z.infer<typeof Mode>
export type CreateMerchant = z.infer<typeof CreateMerchant>
export type CreateMerchantInput = z.input<typeof CreateMerchant>
export type Merchant = z.infer<typeof Merchant>
export type CreateKey = z.infer<typeof CreateKey>
export type CreateKeyInput = z.input<typeof CreateKey>
export type UpdateKey = z.infer<typeof UpdateKey>
export type RollKeyInput = z.input<typeof RollKey>
export type IdentitySecret = z.infer<typeof IdentitySecret>
export type KeyKind = z.infer<typeof KeyKind>
export type Key = z.infer<typeof Key>
export type CreatedKey = z.infer<typeof CreatedKey>
export type CreatedIdentitySecret = z.infer<typeof CreatedIdentitySecret>
export type CreatedMerchant = z.infer<typeof CreatedMerchant>
export type SetTestClock = z.infer<typeof SetTestClock>
export type TestClock = z.infer<typeof TestClock>
