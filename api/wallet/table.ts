import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { JournalKind, Note } from '../../sdk/contract'
import { customers } from '../customers/table'

export const UNITS = ['points', 'spins'] as const
export type Unit = (typeof UNITS)[number]

const customerId = () =>
  text()
    .notNull()
    .references(() => customers.id)

/** Append-only (triggers refuse the rest). Its key is what referees every change of one customer. */
export const journal = sqliteTable(
  'journal',
  {
    customerId: customerId(),
    /** Dense from 1. */
    seq: integer().notNull(),
    /** Never before the line above it. */
    at: integer().notNull(),
    kind: text().$type<JournalKind>().notNull(),
    points: integer().notNull(),
    spins: integer().notNull(),
    /** What caused it: `order:1042`, `spin:spn_…`, `rule:welcome`. */
    source: text().notNull(),
    note: text({ mode: 'json' }).$type<Note>().notNull(),
  },
  table => [primaryKey({ columns: [table.customerId, table.seq] })],
)

/** Each credit is a lot. The balance is the sum of what remains in the live ones, and is stored nowhere else. */
export const lots = sqliteTable(
  'lots',
  {
    customerId: customerId(),
    /** The journal line that credited it. */
    seq: integer().notNull(),
    unit: text({ enum: UNITS }).notNull(),
    amount: integer().notNull(),
    remaining: integer().notNull(),
    /** Pending until then. */
    availableAt: integer().notNull(),
    /** Only where it was set for this lot; otherwise the programme's expiry decides. */
    expiresAt: integer(),
    /** What it counts for tiers: the points earned, less what refunds took back, spent or not. */
    qualifying: integer().notNull(),
    source: text().notNull(),
  },
  table => [
    primaryKey({ columns: [table.customerId, table.seq] }),
    index('lots_live').on(table.customerId).where(sql`remaining > 0`),
    index('lots_qualifying')
      .on(table.customerId, table.availableAt, table.qualifying)
      .where(sql`qualifying > 0`),
    check('lots_remaining', sql`0 <= remaining AND remaining <= amount`),
    check('lots_qualifying_positive', sql`qualifying >= 0`),
  ],
)

/** Which debit took how much from which lot. */
export const allocations = sqliteTable(
  'allocations',
  {
    customerId: customerId(),
    debitSeq: integer().notNull(),
    lotSeq: integer().notNull(),
    amount: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.customerId, table.debitSeq, table.lotSeq] }),
    index('allocations_lot').on(table.customerId, table.lotSeq),
    check('allocations_positive', sql`amount > 0`),
  ],
)

/** The part of a clawback no lot could pay; the next credit that becomes available pays it first. */
export const debts = sqliteTable(
  'debts',
  {
    customerId: customerId(),
    /** The journal line of the clawback. */
    seq: integer().notNull(),
    unit: text({ enum: UNITS }).notNull(),
    amount: integer().notNull(),
    remaining: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.customerId, table.seq] }),
    check('debts_remaining', sql`0 <= remaining AND remaining <= amount`),
  ],
)
