import { z } from 'zod'
import { Award } from './award'
import { ItemView } from './catalogue'
import { OwnedCode } from './code'
import { BadgeView, MissionView, StreakView } from './mission'
import { Text, WheelId } from './primitives'
import { BadgeIcon, Earn, Exclusions, Goal, Stacking, Streak, Theme } from './program'
import { ReferralState } from './referral'
import { Prompt } from './survey'
import { Face, OddsEntry, SoldOut } from './wheel'

const TierView = z
  .object({
    id: z.string(),
    name: z.string(),
    threshold: z.int(),
    multiplier: z.number(),
    perks: z.array(z.string()),
  })
  .meta({ id: 'TierView' })

const WheelView = z
  .object({
    id: WheelId,
    name: z.string(),
    until: z.string().nullable(),
    price: z.int().nullable().meta({ description: 'Of a spin, in points' }),
    soldOut: SoldOut,
    guests: z.boolean(),
    face: Face,
    prizes: z.array(
      z.object({ id: z.string(), name: z.string(), award: Award, color: z.string().nullable() }),
    ),
    odds: z.array(OddsEntry),
  })
  .meta({ id: 'WheelView' })

/** Everything a page may know without knowing the shopper. */
export const Storefront = z
  .object({
    merchant: z.object({ name: z.string(), mode: z.enum(['test', 'live']), currency: z.string() }),
    program: z.object({
      name: z.string(),
      earn: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          on: z.string(),
          earn: Earn,
          pendingDays: z.int(),
          tiers: z.array(z.string()),
          goal: Goal.nullable(),
          streak: Streak.nullable(),
          badge: BadgeIcon.nullable(),
          minimumSpend: z.int(),
          exclude: Exclusions,
          segmented: z
            .boolean()
            .meta({ description: 'Only for some customers of your choice; a page cannot know whom' }),
        }),
      ),
      pointValue: z.int().meta({ description: 'Minor units one point is worth, for `percent` rules' }),
      campaigns: z.array(
        z.object({
          name: z.string(),
          multiplier: z.number(),
          until: z.string(),
          rules: z.array(z.string()).meta({ description: 'Ids; empty is every order rule' }),
          segmented: z.boolean(),
        }),
      ),
      stacking: Stacking,
      ladder: z
        .object({
          basis: z.enum(['points', 'spend', 'orders']),
          currency: z.string().nullable(),
          period: z.string(),
          tiers: z.array(TierView),
        })
        .nullable(),
      referral: z.object({ windowDays: z.int() }).nullable(),
      guests: z
        .object({ terms: z.string(), termsUrl: z.string(), marketing: z.boolean() })
        .nullable()
        .meta({ description: 'null: nobody joins without an account' }),
      prompts: z.object({
        perPage: z.int(),
        perSession: z.int(),
        quietPages: z.array(z.string()),
        join: z.boolean(),
      }),
      theme: Theme,
      locales: z.array(z.string()),
      texts: z.record(z.string(), z.record(z.string(), z.string())),
    }),
    wheels: z.array(WheelView),
    catalogue: z.array(ItemView),
  })
  .meta({ id: 'Storefront' })

/** What a shopper can do at one wheel now, and the promise for the next spin. */
export const WheelState = z
  .object({
    wheelId: WheelId,
    entry: z
      .enum(['free', 'spin', 'points'])
      .nullable()
      .meta({ description: 'How the next spin would be paid; null: it cannot' }),
    reason: z.string().nullable().meta({ description: 'The problem code a spin would answer' }),
    nextFreeAt: z.string().nullable(),
    nonce: z.int(),
    commitment: z.string().meta({ description: 'SHA-256 of the server seed of spin `nonce`, hex' }),
    oddsHash: z.string(),
  })
  .meta({ id: 'WheelState' })

/** One call for the whole widget. */
export const Me = z
  .object({
    customer: z.object({
      externalId: z.string(),
      name: z.string().nullable(),
      kind: z.enum(['customer', 'guest']),
    }),
    now: z.string().meta({ description: "The merchant's clock" }),
    points: z.object({
      available: z.int(),
      pending: z.int(),
      nextPending: z.object({ points: z.int(), at: z.string() }).nullable(),
      nextExpiry: z.object({ points: z.int(), at: z.string() }).nullable(),
    }),
    tier: z
      .object({
        current: TierView.nullable(),
        next: TierView.nullable(),
        progress: z.int().meta({ description: 'Earned in the period, in the unit of the ladder' }),
        toNext: z.int().nullable(),
        keptUntil: z.string().nullable(),
        toKeep: z
          .int()
          .nullable()
          .meta({ description: 'Still needed to keep the current tier after `keptUntil`' }),
      })
      .nullable(),
    spins: z.int(),
    wheels: z.array(WheelState),
    codes: z
      .array(OwnedCode.omit({ token: true }))
      .meta({ description: 'Usable ones, newest first, at most 20' }),
    referral: z
      .object({
        slug: z.string(),
        link: z.string(),
        visits: z.int(),
        joined: z.int().meta({ description: 'Friends who claimed, whatever has become of it' }),
        completed: z.int(),
      })
      .nullable()
      .meta({ description: 'null: the programme has none, or this is a guest' }),
    invitation: z
      .object({ from: z.string().nullable(), state: ReferralState })
      .nullable()
      .meta({ description: 'Who referred this shopper, by first name' }),
    missions: z.array(MissionView),
    streaks: z.array(StreakView),
    badges: z.array(BadgeView),
    checkIn: z
      .object({ open: z.boolean(), nextAt: z.string() })
      .nullable()
      .meta({ description: 'null: the programme has none' }),
    catalogue: z
      .record(z.string(), z.string().nullable())
      .meta({ description: 'By item: the problem code a redemption would answer, or null' }),
    prompts: z.array(Prompt).meta({
      description: 'What may be asked now, the most important first; empty while the budget is used up',
    }),
  })
  .meta({ id: 'Me' })

export const Spin = z
  .strictObject({
    wheelId: WheelId,
    clientSeed: Text(64).meta({
      description: "The shopper's own randomness, chosen after the commitment was seen",
    }),
    commitment: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex')
      .optional()
      .meta({ description: 'Refuse the spin if it is no longer the next one' }),
  })
  .meta({
    id: 'Spin',
    example: { wheelId: 'whl_01m7v8x4k2f9tq3r5w6y7z8abc', clientSeed: 'paper boat' },
  })

/** Everything `verifySpin` needs to draw the same prize again. */
export const SpinProof = z
  .object({
    wheelId: z.string(),
    nonce: z.int(),
    clientSeed: z.string(),
    serverSeed: z.string().meta({ description: '32 bytes, hex' }),
    commitment: z.string(),
    odds: z.array(OddsEntry),
    oddsHash: z.string(),
    prizeId: z.string().nullable(),
  })
  .meta({ id: 'SpinProof' })

export const SpinResult = z
  .object({
    id: z.string(),
    at: z.string(),
    entry: z.enum(['free', 'spin', 'points']),
    prize: z
      .object({ id: z.string(), name: z.string(), award: Award })
      .nullable()
      .meta({ description: 'null: no win' }),
    slice: z.int().nullable().meta({ description: "The prize's place on the wheel, from 0" }),
    code: OwnedCode.nullable(),
    proof: SpinProof,
    points: z.object({ available: z.int(), pending: z.int() }),
    spins: z.int(),
    next: WheelState,
  })
  .meta({ id: 'SpinResult' })

export type TierView = z.infer<typeof TierView>
export type WheelView = z.infer<typeof WheelView>
export type Storefront = z.infer<typeof Storefront>
export type WheelState = z.infer<typeof WheelState>
export type Me = z.infer<typeof Me>
export type Spin = z.infer<typeof Spin>
export type SpinProof = z.infer<typeof SpinProof>
export type SpinResult = z.infer<typeof SpinResult>
