import { z } from 'zod'
import { Award } from './award'
import { AmountMinor, Currency, Instant, Limit, Slug, Text, WheelId } from './primitives'

export const Prize = z
  .strictObject({
    id: Slug,
    name: Text(60).meta({ example: '10 % off' }),
    award: Award,
    weight: z.int().min(0).max(1_000_000),
    stock: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .nullable()
      .default(null)
      .meta({ description: 'How many can ever be won' }),
    perDay: z.int().min(0).max(1_000_000_000).nullable().default(null),
    cost: AmountMinor.default(0).meta({
      description: 'What one win costs the shop, minor units of the budget',
    }),
    validDays: z.int().min(1).max(3650).default(30).meta({ description: 'For codes' }),
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #1f6f54')
      .nullable()
      .default(null),
  })
  .meta({ id: 'Prize' })

/** How the draw is shown: a wheel that turns, a card to scratch, a box to open. It is the same draw. */
export const Face = z.enum(['wheel', 'scratch', 'gift'])

/** What happens to the weight of a prize that is gone; shown to shoppers. */
export const SoldOut = z.enum(['redistribute', 'no_win', 'fallback'])

const EXAMPLE_WHEEL = {
  name: 'Spring wheel',
  entry: { free: { count: 1, per: 'week' } },
  prizes: [
    {
      ...{ id: 'ten', name: '10 % off', weight: 1, stock: 500, cost: 400 },
      award: { kind: 'percent', percent: 10, currency: 'GBP' },
    },
    { id: 'points', name: '20 points', weight: 3, award: { kind: 'points', points: 20 } },
  ],
}

export const WriteWheel = z
  .strictObject({
    name: Text(80),
    face: Face.default('wheel'),
    active: z.boolean().default(true),
    from: Instant.nullable().default(null),
    until: Instant.nullable().default(null),
    tiers: z
      .array(Slug)
      .max(20)
      .default([])
      .meta({ description: 'Only members of these; empty is everybody' }),
    guests: z.boolean().default(false).meta({ description: 'Guests may spin it once, where a free spin is' }),
    entry: z
      .strictObject({
        free: Limit.nullable().default(null).meta({ description: 'Free spins per period' }),
        spins: z.boolean().default(true).meta({ description: 'Spins earned by rules may be used' }),
        points: z
          .int()
          .min(1)
          .max(1_000_000_000)
          .nullable()
          .default(null)
          .meta({ description: 'Price of a spin in points' }),
      })
      .prefault({}),
    limit: Limit.nullable()
      .default(null)
      .meta({ description: 'Spins of one customer, however they are paid for' }),
    budget: z
      .strictObject({
        currency: Currency,
        perDay: AmountMinor.nullable().default(null),
        total: AmountMinor.nullable().default(null),
      })
      .nullable()
      .default(null),
    soldOut: SoldOut.default('redistribute'),
    fallbackPrizeId: Slug.nullable().default(null),
    prizes: z.array(Prize).min(2).max(24),
  })
  .superRefine((wheel, context) => {
    const fail = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const ids = wheel.prizes.map(prize => prize.id)
    if (new Set(ids).size !== ids.length) fail(['prizes'], 'ids must differ')
    if (wheel.prizes.every(prize => prize.weight === 0)) fail(['prizes'], 'one prize needs a weight')
    const needsFallback = wheel.soldOut === 'fallback'
    if (needsFallback && !ids.includes(wheel.fallbackPrizeId ?? ''))
      fail(['fallbackPrizeId'], 'must name a prize')
  })
  .meta({ id: 'WriteWheel', example: EXAMPLE_WHEEL })

export const Wheel = z
  .object({
    id: WheelId,
    version: z.int(),
    createdAt: z.string(),
    ...WriteWheel.shape,
    prizes: z.array(Prize.extend({ won: z.int(), wonToday: z.int() })),
    spent: z.object({ today: z.int(), total: z.int() }).meta({ description: 'Minor units of the budget' }),
  })
  .meta({ id: 'Wheel' })

/** The weights a draw would use now. `prizeId` null is "no win", the share of sold-out prizes under `no_win`. */
export const OddsEntry = z
  .object({ prizeId: z.string().nullable(), weight: z.int() })
  .meta({ id: 'OddsEntry' })

export const Odds = z
  .object({
    wheelId: WheelId,
    odds: z.array(OddsEntry),
    total: z.int(),
    oddsHash: z
      .string()
      .meta({ description: 'SHA-256 of `prizeId:weight` joined by commas, hex; no win is `-`' }),
  })
  .meta({ id: 'Odds' })

export const SimulateWheel = z
  .strictObject({ spins: z.int().min(1).max(1_000_000).default(10_000), seed: Text(64).default('laurel') })
  .meta({ id: 'SimulateWheel', example: { spins: 10_000, seed: 'laurel' } })

/** Dry run against today's stock, caps and budget; nothing is stored. */
export const Simulation = z
  .object({
    spins: z.int(),
    refused: z.int().meta({ description: 'Spins that would have found everything sold out' }),
    cost: z.int(),
    expectedCost: z.number().meta({ description: 'Of one spin at the live odds, minor units' }),
    prizes: z.array(
      z.object({ prizeId: z.string().nullable(), won: z.int(), share: z.number(), odds: z.number() }),
    ),
  })
  .meta({ id: 'Simulation' })

export type Prize = z.infer<typeof Prize>
export type SoldOut = z.infer<typeof SoldOut>
export type WriteWheel = z.infer<typeof WriteWheel>
export type WriteWheelInput = z.input<typeof WriteWheel>
export type Wheel = z.infer<typeof Wheel>
export type OddsEntry = z.infer<typeof OddsEntry>
export type Odds = z.infer<typeof Odds>
export type SimulateWheel = z.infer<typeof SimulateWheel>
export type SimulateWheelInput = z.input<typeof SimulateWheel>
export type Simulation = z.infer<typeof Simulation>
