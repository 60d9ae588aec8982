import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { customers } from '../customers/table'
import type { FrozenRule } from './calculate'

/** What one fact earned by one rule, and the rate at which it was earned. Its key makes a fact pay once. */
export const earnings = sqliteTable(
  'earnings',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id),
    /** `order:1042`, `event:r-77`, `birthday:2026`, `welcome` */
    source: text().notNull(),
    ruleId: text().notNull(),
    at: integer().notNull(),
    unit: text({ enum: ['points', 'spins', 'reward'] }).notNull(),
    /** Credited less what was taken back. */
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
