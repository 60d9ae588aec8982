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
    index('referral_visits_fresh').on(table.id).where(sql`network <> id`),
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
    /** The merchant's own words on the decision; only the merchant reads them. */
    reason: text(),
    /** When the friend's order was past its return window, kept where the order has changed since. */
    earnedAt: integer(),
    /** When it was due, once the advocate's rules have been paid. */
    completedAt: integer(),
    /** Keyed, daily rotating hash; null once it is forgotten. */
    network: text(),
    /** Keyed hash of the friend's address without dots and plus parts, to see look-alikes. */
    emailKey: text(),
  },
  table => [
    uniqueIndex('referrals_friend').on(table.friendId),
    /** Two people cannot refer each other, not even at the same moment. */
    uniqueIndex('referrals_pair').on(sql`min(advocate_id, friend_id)`, sql`max(advocate_id, friend_id)`),
    index('referrals_advocate').on(table.advocateId, table.claimedAt),
    index('referrals_waiting').on(table.advocateId, table.completedAt),
    index('referrals_merchant').on(table.merchantId, table.id),
    index('referrals_network').on(table.merchantId, table.network).where(sql`network IS NOT NULL`),
    index('referrals_alike').on(table.id).where(sql`email_key IS NOT NULL`),
    check('referrals_self', sql`advocate_id <> friend_id`),
    /** A decision and a payment at the same moment: one of them reads again. */
    check('referrals_declined', sql`completed_at IS NULL OR decision IS NULL OR decision <> 'declined'`),
  ],
)
