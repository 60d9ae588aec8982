import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'
import type { Awarded } from './award'
import type { FrozenRule } from './calculate'

/** What one fact earned by one rule, and the rate at which it was earned. Its key makes a fact pay once. */
export const earnings = sqliteTable(
  'earnings',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id),
    /**
     * `order:1042`, `event:r-77`, `birthday:2026`, `welcome`; of a goal the first day of its period,
     * `goal:summer:2026-07-01` or `goal:first-review`, of a streak its last day or week, `streak:daily:20779`
     */
    source: text().notNull(),
    ruleId: text().notNull(),
    at: integer().notNull(),
    unit: text({ enum: ['points', 'spins', 'reward', 'nothing'] }).notNull(),
    /** Credited less what was taken back; 1 of a reward, and of nothing. */
    held: integer().notNull(),
    /** Of `held`: what a refund could not take back and the policy forgave. */
    forgiven: integer().notNull(),
    /** The reward code this earned, when it is one. */
    rewardId: text(),
    frozen: text({ mode: 'json' }).$type<FrozenRule>().notNull(),
  },
  table => [
    primaryKey({ columns: [table.customerId, table.source, table.ruleId] }),
    index('earnings_limit').on(table.customerId, table.ruleId, table.at),
    check('earnings_held', sql`held >= 0 AND forgiven >= 0`),
  ],
)

/** Events merchants sent, by their own ids: the same one is taken once, for ever. */
export const events = sqliteTable(
  'events',
  {
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    externalId: text().notNull(),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    name: text().notNull(),
    at: integer().notNull(),
    /** What it earned, for the reply of a repeat. */
    earned: text({ mode: 'json' }).$type<Awarded>().notNull(),
  },
  table => [
    primaryKey({ columns: [table.merchantId, table.externalId] }),
    index('events_customer').on(table.customerId, table.name, table.at),
  ],
)

/**
 * How far a customer has come in a rule with a goal or streak. Orders are counted from the orders themselves.
 * The daily check-in has a row of its own under no rule (`ruleId` ''), so that it is remembered whatever the rules
 * are: `last` is the last day checked in, `count` how many there were.
 */
export const progress = sqliteTable(
  'progress',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id),
    ruleId: text().notNull(),
    /** Start of the period that is counted, epoch ms; 0 for a lifetime, -1 for streaks. */
    period: integer().notNull(),
    /** Facts in the period; for a streak, the days or weeks running. */
    count: integer().notNull(),
    /** For a streak: the number of the last day or week that counted, in the customer's zone. */
    last: integer().notNull(),
    /** For a streak: freezes used since it last paid. */
    frozen: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.customerId, table.ruleId] }),
    check('progress_count', sql`count >= 0 AND frozen >= 0`),
  ],
)
