import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ReferralFlag } from '../../sdk/contract'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'

/** Somebody has followed a link. The same network on the same day is the same visit. */
export const visits = sqliteTable(
  'referral_visits',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    advocateId: text()
      .notNull()
      .references(() => customers.id),
    at: integer().notNull(),
    /** Keyed, daily rotating hash; the visit's own id once it is forgotten. */
    network: text().notNull(),
  },
  table => [
    uniqueIndex('referral_visits_network').on(table.advocateId, table.network),
    index('referral_visits_merchant').on(table.merchantId, table.at),
  ],
)

/** Who brought whom. A friend has one advocate, for ever; what became of the friend's order is the order's to say. */
export const referrals = sqliteTable(
  'referrals',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    advocateId: text()
      .notNull()
      .references(() => customers.id),
    friendId: text()
      .notNull()
      .references(() => customers.id),
    /** null where the order named the slug. */
    visitId: text(),
    claimedAt: integer().notNull(),
    flags: text({ mode: 'json' }).$type<ReferralFlag[]>().notNull(),
    /** A flagged one pays then if nobody has decided; null where nothing is odd. */
    reviewUntil: integer(),
    decision: text({ enum: ['approved', 'declined'] }),
    decidedAt: integer(),
    /** When the advocate's rules were paid. */
    completedAt: integer(),
    /** Keyed, daily rotating hash; null once it is forgotten. */
    network: text(),
    /** Keyed hash of the friend's address without dots and plus parts, to see look-alikes. */
    emailKey: text(),
  },
  table => [
    uniqueIndex('referrals_friend').on(table.friendId),
    index('referrals_advocate').on(table.advocateId, table.claimedAt),
    index('referrals_merchant').on(table.merchantId, table.claimedAt),
    check('referrals_self', sql`advocate_id <> friend_id`),
  ],
)
