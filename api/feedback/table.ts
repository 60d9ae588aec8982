import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { SurveyKind, WriteSurvey } from '../../sdk/contract'
import { customers } from '../customers/table'
import { merchants } from '../merchants/table'

export const surveys = sqliteTable(
  'surveys',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    version: integer().notNull(),
    config: text({ mode: 'json' }).$type<WriteSurvey>().notNull(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  table => [index('surveys_merchant').on(table.merchantId)],
)

/** What the widget has shown unasked, to whom: the budget of all prompts is counted here. */
export const prompts = sqliteTable(
  'prompts',
  {
    id: text().primaryKey(),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    kind: text({ enum: ['survey', 'wheel', 'referral', 'tier'] }).notNull(),
    surveyId: text(),
    /** Dense per customer, so that of two tabs only one may show. */
    number: integer().notNull(),
    /** The fact that caused it: `order:1042`. */
    source: text(),
    page: text(),
    shownAt: integer().notNull(),
    dismissedAt: integer(),
    answeredAt: integer(),
  },
  table => [
    uniqueIndex('prompts_number').on(table.customerId, table.number),
    index('prompts_customer').on(table.customerId, table.shownAt),
  ],
)

export const responses = sqliteTable(
  'responses',
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    /** null is feedback without a survey. */
    surveyId: text(),
    kind: text().$type<SurveyKind>().notNull(),
    /** null where it was imported without one, or the person was erased. */
    customerId: text().references(() => customers.id),
    promptId: text(),
    /** The importer's own id. */
    externalId: text(),
    /** null is blank, and counts for nobody. */
    score: integer(),
    comment: text(),
    page: text(),
    /** Held at that moment. */
    tierId: text(),
    /** The merchant's number of the last order at that moment, or the one that was asked about. */
    order: text('order_id'),
    locale: text(),
    at: integer().notNull(),
    /** null while the follow-up is open. */
    completedAt: integer(),
    status: text({ enum: ['open', 'closed'] }).notNull(),
    /** The merchant's: what came of it. */
    note: text(),
  },
  table => [
    uniqueIndex('responses_prompt').on(table.promptId),
    uniqueIndex('responses_external').on(table.merchantId, table.surveyId, table.externalId),
    index('responses_merchant').on(table.merchantId, table.at),
    index('responses_survey').on(table.surveyId, table.at),
    index('responses_customer').on(table.customerId, table.at),
    check('responses_score', sql`score IS NULL OR score BETWEEN 0 AND 10`),
  ],
)
