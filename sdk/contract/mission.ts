import { z } from 'zod'
import { TimeZone } from './primitives'
import { BadgeIcon, Earn } from './program'

/** A rule with a goal, and how far one shopper has come in the period that is running. */
export const MissionView = z
  .object({
    ruleId: z.string(),
    name: z.string(),
    on: z.string(),
    earn: Earn,
    badge: BadgeIcon.nullable(),
    done: z.int().meta({ description: 'At most `goal`' }),
    goal: z.int(),
    endsAt: z.string().nullable().meta({ description: 'When the count begins anew; null is never' }),
    completed: z.boolean(),
  })
  .meta({ id: 'MissionView' })

export const StreakView = z
  .object({
    ruleId: z.string(),
    name: z.string(),
    on: z.string(),
    earn: Earn,
    badge: BadgeIcon.nullable(),
    per: z.enum(['day', 'week']),
    run: z.int().meta({ description: 'Days or weeks running, 0 when it was broken' }),
    goal: z.int().meta({ description: 'The length of run that pays next' }),
    freezesLeft: z.int(),
    doneNow: z.boolean().meta({ description: 'This day or week counts already' }),
    endsAt: z.string().nullable().meta({ description: 'When the run breaks if nothing happens' }),
  })
  .meta({ id: 'StreakView' })

export const BadgeView = z
  .object({ ruleId: z.string(), name: z.string(), icon: BadgeIcon, at: z.string() })
  .meta({ id: 'BadgeView' })

/** The zone of the shopper's device; it is remembered, and days are counted in it from now on. */
export const CheckIn = z
  .strictObject({ timeZone: TimeZone.optional() })
  .meta({ id: 'CheckIn', example: { timeZone: 'Europe/Prague' } })

export const CheckInResult = z
  .object({
    day: z.string().meta({ description: "`YYYY-MM-DD` in the customer's zone" }),
    earned: z.object({ points: z.int(), spins: z.int(), rewards: z.int() }),
    nextAt: z.string(),
  })
  .meta({ id: 'CheckInResult' })

export type MissionView = z.infer<typeof MissionView>
export type StreakView = z.infer<typeof StreakView>
export type BadgeView = z.infer<typeof BadgeView>
export type CheckIn = z.infer<typeof CheckIn>
export type CheckInResult = z.infer<typeof CheckInResult>
