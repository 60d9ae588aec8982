import { z } from 'zod'
import { Reward } from './award'
import { ExternalId, Money, RewardId, Slug, Text } from './primitives'

/** As a person types it: case, spaces, hyphens and O/0, I/L/1 do not matter. */
export const TypedCode = Text(64).meta({ example: 'LAUREL-7K3M-9QXT-B2WF-C' })

/** Issued, reserved for a while by one order, redeemed by one order; or withdrawn. Expiry is by the clock. */
export const CodeStatus = z.enum(['issued', 'reserved', 'redeemed', 'void', 'expired'])

/** Network the shopper comes from, as the merchant saw it; wrong codes are counted per key and network. */
const network = Text(64).optional().meta({
  description: "The shopper's IP address, if you have it. Only a keyed hash is kept, for minutes",
  example: '203.0.113.7',
})

const orderId = ExternalId.meta({ description: 'The order that uses the code', example: '1042' })

export const VerifyCode = z.strictObject({ code: TypedCode, orderTotal: Money.optional(), network }).meta({
  id: 'VerifyCode',
  example: { code: 'LAUREL-7K3M-9QXT-B2WF-C', orderTotal: { amount: 4990, currency: 'GBP' } },
})

export const ReserveCode = z
  .strictObject({
    orderId,
    orderTotal: Money.optional().meta({ description: 'Needed when the code has a minimum spend' }),
    ttlSeconds: z.int().min(10).max(604_800).default(900),
    network,
  })
  .meta({ id: 'ReserveCode', example: { orderId: '1042', ttlSeconds: 900 } })

export const RedeemCode = z
  .strictObject({ orderId, orderTotal: Money.optional(), network })
  .meta({ id: 'RedeemCode', example: { orderId: '1042' } })
export const ReleaseCode = z
  .strictObject({ orderId, network })
  .meta({ id: 'ReleaseCode', example: { orderId: '1042' } })
export const RollbackCode = z
  .strictObject({ orderId, network })
  .meta({ id: 'RollbackCode', example: { orderId: '1042' } })
export const VoidCode = z
  .strictObject({ reason: Text(200).optional(), network })
  .meta({ id: 'VoidCode', example: { reason: 'Sent by mistake' } })

export const Code = z
  .object({
    id: RewardId,
    code: z.string(),
    status: CodeStatus,
    reward: Reward,
    customerId: z.string(),
    issuedAt: z.string(),
    expiresAt: z.string(),
    reservedUntil: z.string().nullable(),
    orderId: z.string().nullable().meta({ description: 'The order that holds or used it' }),
    redeemedAt: z.string().nullable(),
  })
  .meta({ id: 'Code' })

/** A code as its owner sees it, with the signed token (JWS, EdDSA, `typ: laurel-reward+jwt`). */
export const OwnedCode = z
  .object({
    id: RewardId,
    code: z.string(),
    token: z.string(),
    status: CodeStatus,
    reward: Reward,
    issuedAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'OwnedCode' })

export const VerifiedCode = Code.extend({
  redeemable: z.boolean().meta({ description: 'Would `redeem` succeed now for an order of `orderTotal`' }),
  reason: z.string().nullable().meta({ description: 'The problem code `redeem` would answer' }),
}).meta({ id: 'VerifiedCode' })

/** Codes of the merchant's own discount engine, handed out in the order they are uploaded. */
export const UploadPool = z
  .strictObject({ codes: z.array(Text(64)).min(1).max(10_000) })
  .meta({ id: 'UploadPool', example: { codes: ['SPRING-1', 'SPRING-2'] } })
/** The same from a spreadsheet. */
export const UploadPoolCsv = z.string().meta({
  id: 'UploadPoolCsv',
  description:
    'A code per line: the column headed `code`, or the first. In an error `codes.3` is the fourth code',
  example: 'campaign,code\nspring,SPRING-1\nspring,SPRING-2\n',
})
export const Pool = z.object({ pool: Slug, codes: z.int(), left: z.int() }).meta({ id: 'Pool' })
export const Pools = z.object({ data: z.array(Pool) }).meta({ id: 'Pools' })

export type CodeStatus = z.infer<typeof CodeStatus>
export type VerifyCode = z.infer<typeof VerifyCode>
export type ReserveCode = z.infer<typeof ReserveCode>
export type ReserveCodeInput = z.input<typeof ReserveCode>
export type RedeemCode = z.infer<typeof RedeemCode>
export type ReleaseCode = z.infer<typeof ReleaseCode>
export type RollbackCode = z.infer<typeof RollbackCode>
export type VoidCode = z.infer<typeof VoidCode>
export type Code = z.infer<typeof Code>
export type OwnedCode = z.infer<typeof OwnedCode>
export type VerifiedCode = z.infer<typeof VerifiedCode>
export type UploadPool = z.infer<typeof UploadPool>
export type Pool = z.infer<typeof Pool>
export type Pools = z.infer<typeof Pools>
