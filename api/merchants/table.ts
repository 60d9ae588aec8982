import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Program } from '../../sdk/contract'

export const merchants = sqliteTable('merchants', {
  id: text().primaryKey(),
  name: text().notNull(),
  mode: text({ enum: ['test', 'live'] }).notNull(),
  currency: text().notNull(),
  /** IANA zone: days, months and years are this merchant's. */
  timeZone: text().notNull(),
  /** Epoch ms a test-mode merchant has set; null is the real time. */
  testClock: integer(),
  createdAt: integer().notNull(),
})

export const keys = sqliteTable(
  'keys',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    kind: text({ enum: ['publishable', 'secret'] }).notNull(),
    name: text(),
    /** The part that may be shown, to tell keys apart. */
    prefix: text().notNull(),
    /** SHA-256 of the whole key, hex; the key itself is not kept. */
    hash: text().notNull(),
    allowedOrigins: text({ mode: 'json' }).$type<string[]>().notNull(),
    createdAt: integer().notNull(),
    /** Within the hour. */
    lastUsedAt: integer(),
    /** When a rolled key stops working; null is never. */
    expiresAt: integer(),
    revokedAt: integer(),
  },
  table => [uniqueIndex('keys_hash').on(table.hash)],
)

export const identitySecrets = sqliteTable(
  'identity_secrets',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    /** 1 or 2: two may be active while they are rotated. */
    slot: integer().notNull(),
    /** Encrypted by the vault with the id as context. */
    sealed: text().notNull(),
    createdAt: integer().notNull(),
  },
  table => [uniqueIndex('identity_secrets_slot').on(table.merchantId, table.slot)],
)

/** Append-only: the newest version is the programme, older ones explain older lines. */
export const programs = sqliteTable(
  'programs',
  {
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    version: integer().notNull(),
    program: text({ mode: 'json' }).$type<Program>().notNull(),
    /** When the expiry setting in force took effect: nothing expires before one full period after it. */
    expirySince: integer().notNull(),
    createdAt: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.merchantId, table.version] })],
)
