import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OddsEntry, WriteWheel } from '../../sdk/contract'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'

export const wheels = sqliteTable(
  'wheels',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    version: integer().notNull(),
    config: text({ mode: 'json' }).$type<WriteWheel>().notNull(),
    /** Minor units of the budget, all time. */
    spent: integer().notNull(),
    /** The total budget as last written; null is none. */
    budget: integer(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  table => [
    index('wheels_merchant').on(table.merchantId),
    check('wheels_budget', sql`budget IS NULL OR spent <= budget`),
  ],
)

/** How often a prize was won; the constraint is what keeps two winners off the last one. */
export const prizes = sqliteTable(
  'prizes',
  {
    wheelId: text()
      .notNull()
      .references(() => wheels.id),
    prizeId: text().notNull(),
    won: integer().notNull(),
    stock: integer(),
  },
  table => [
    primaryKey({ columns: [table.wheelId, table.prizeId] }),
    check('prizes_stock', sql`stock IS NULL OR won <= stock`),
  ],
)

/** `day` counts days since 1970-01-01 in the merchant's zone. */
export const prizeDays = sqliteTable(
  'prize_days',
  {
    wheelId: text()
      .notNull()
      .references(() => wheels.id),
    prizeId: text().notNull(),
    day: integer().notNull(),
    won: integer().notNull(),
    cap: integer(),
  },
  table => [
    primaryKey({ columns: [table.wheelId, table.prizeId, table.day] }),
    check('prize_days_cap', sql`cap IS NULL OR won <= cap`),
  ],
)

export const wheelDays = sqliteTable(
  'wheel_days',
  {
    wheelId: text()
      .notNull()
      .references(() => wheels.id),
    day: integer().notNull(),
    spent: integer().notNull(),
    budget: integer(),
  },
  table => [
    primaryKey({ columns: [table.wheelId, table.day] }),
    check('wheel_days_budget', sql`budget IS NULL OR spent <= budget`),
  ],
)

/** Every draw, with what is needed to draw it again. The key keeps a nonce from being used twice. */
export const spins = sqliteTable(
  'spins',
  {
    wheelId: text()
      .notNull()
      .references(() => wheels.id),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    nonce: integer().notNull(),
    id: text().notNull(),
    at: integer().notNull(),
    entry: text({ enum: ['free', 'spin', 'points'] }).notNull(),
    clientSeed: text().notNull(),
    odds: text({ mode: 'json' }).$type<OddsEntry[]>().notNull(),
    /** null is no win. */
    prizeId: text(),
    cost: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.customerId, table.wheelId, table.nonce] }),
    index('spins_wheel').on(table.wheelId, table.prizeId),
    index('spins_customer').on(table.customerId, table.at),
  ],
)
