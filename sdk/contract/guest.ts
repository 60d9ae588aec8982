import { z } from 'zod'
import { Email } from './customer'
import { CustomerId, Locale, Text, TimeZone } from './primitives'

/** A visitor joins: an address, and agreement to the terms they were shown. The newsletter is never a condition. */
export const JoinAsGuest = z
  .strictObject({
    email: Email,
    consent: z.strictObject({
      terms: Text(40).meta({ description: 'The version that was shown', example: '2026-11' }),
      marketing: z.boolean().default(false),
    }),
    locale: Locale.optional(),
    timeZone: TimeZone.optional(),
  })
  .meta({ id: 'JoinAsGuest', example: { email: 'ada@example.com', consent: { terms: '2026-11' } } })

export const GuestSession = z
  .object({
    token: z.string().meta({ description: 'Goes where a customer token goes; JWT, `typ: laurel-guest+jwt`' }),
    expiresAt: z.string(),
  })
  .meta({ id: 'GuestSession' })

/** The guest of before is the customer who signed in: what they had becomes theirs, once. */
export const MergeGuest = z
  .strictObject({
    guestToken: z
      .string()
      .max(2000)
      .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a token such as `POST /v1/guests` answers'),
  })
  .meta({ id: 'MergeGuest', example: { guestToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJndWVzdDoifQ.c2ln' } })

/** The same, said by the merchant's server, which knows both. */
export const MergeGuestId = z
  .strictObject({ guestId: CustomerId })
  .meta({ id: 'MergeGuestId', example: { guestId: 'cus_01m7v8x4k2f9tq3r5w6y7z8abc' } })

/** What has gone over, pending points among it. */
export const MergeResult = z
  .object({
    merged: z.boolean().meta({ description: 'false: it was done before, and nothing went over now' }),
    points: z.int(),
    spins: z.int(),
    codes: z.int().meta({ description: 'Those that can be used' }),
  })
  .meta({ id: 'MergeResult' })

export type JoinAsGuest = z.infer<typeof JoinAsGuest>
export type JoinAsGuestInput = z.input<typeof JoinAsGuest>
export type GuestSession = z.infer<typeof GuestSession>
export type MergeGuest = z.infer<typeof MergeGuest>
export type MergeGuestId = z.infer<typeof MergeGuestId>
export type MergeResult = z.infer<typeof MergeResult>
