import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Reward } from '../../sdk/contract'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'

export const codes = sqliteTable(
  'codes',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    /** Keyed hash of the normalised code: a stolen database holds no code. */
    lookup: text().notNull(),
    /** The code, encrypted by the vault with the id as context, for its owner's view. */
    sealed: text().notNull(),
    reward: text({ mode: 'json' }).$type<Reward>().notNull(),
    /** The signing key whose token was handed out, so that reading derives the same token. */
    kid: text().notNull(),
    status: text({ enum: ['issued', 'reserved', 'redeemed', 'void'] }).notNull(),
    /** A reservation ends by itself then. */
    reservedUntil: integer(),
    /** The order that holds or used it. */
    orderId: text(),
    redeemedAt: integer(),
    issuedAt: integer().notNull(),
    expiresAt: integer().notNull(),
    source: text().notNull(),
  },
  table => [
    uniqueIndex('codes_lookup').on(table.merchantId, table.lookup),
    index('codes_customer').on(table.customerId, table.issuedAt),
  ],
)

/** Codes of the merchant's own discount engine, handed out in upload order. */
export const poolCodes = sqliteTable(
  'pool_codes',
  {
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    pool: text().notNull(),
    /** From 1 without a gap. The lowest is handed out first, and never comes back: all behind it are left. */
    position: integer().notNull(),
    lookup: text().notNull(),
    sealed: text().notNull(),
    /** The reward it was handed out as. */
    rewardId: text(),
  },
  table => [
    primaryKey({ columns: [table.merchantId, table.pool, table.position] }),
    uniqueIndex('pool_codes_lookup').on(table.merchantId, table.lookup),
    index('pool_codes_left').on(table.merchantId, table.pool, table.position).where(sql`reward_id IS NULL`),
  ],
)

/** Wrong codes per key and network, so that guessing locks out; addresses of guests per publishable key as well. */
export const codeAttempts = sqliteTable(
  'code_attempts',
  {
    keyId: text().notNull(),
    /** Keyed, daily rotating hash. */
    network: text().notNull(),
    windowStart: integer().notNull(),
    wrong: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.keyId, table.network] }),
    check('code_attempts_wrong', sql`wrong >= 0`),
  ],
)
