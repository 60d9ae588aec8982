import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { merchantTime } from '../merchants/tenant'
import { orders } from '../orders/table'
import type { Db, Rows } from '../store/store'
import { prompts, responses, surveys } from './table'

/** The longest delay of a trigger and as long as it stays due after that. */
const LOOK_BACK_MS = 120 * 86_400_000
const YEAR_MS = 366 * 86_400_000

/** Something that happened to a customer which a survey may ask about. */
export interface Fact {
  /** As a survey's trigger names it: `order.paid`. */
  name: string
  /** `order:1042` */
  source: string
  at: number
  /** The merchant's number of the order it was about. */
  order: string | null
}

const FACT = {
  name: sql<Fact['name']>`name`,
  source: sql<Fact['source']>`source`,
  at: sql<Fact['at']>`at`,
  order: sql<Fact['order']>`"order"`,
}

/** What may be asked. */
export const surveysAsked = (db: Db, merchantId: string) => ({
  surveys: db
    .select()
    .from(surveys)
    .where(and(eq(surveys.merchantId, merchantId), isNull(surveys.deletedAt)))
    .orderBy(surveys.id),
})

/** What has happened to this shopper, and what they have been shown and have answered. */
export function promptReads(db: Db, key: CustomerKey, realTime: number) {
  const id = customerIdOf(key)
  return {
    shown: shownRead(db, id, merchantTime(key.merchantId, realTime)),
    answers: db
      .select({ surveyId: responses.surveyId, at: sql<number>`max(${responses.at})` })
      .from(responses)
      .where(and(eq(responses.customerId, id), isNotNull(responses.surveyId)))
      .groupBy(responses.surveyId),
    ...factReads(db, key, realTime),
  }
}

/**
 * As far back as anything looks: no pause and no budget is longer than a year, and no fact is asked about that long.
 * The last one in any case: showings are numbered. Newest first.
 */
const shownRead = (db: Db, customerId: SQL, now: SQL) =>
  db
    .select()
    .from(prompts)
    .where(
      and(
        eq(prompts.customerId, customerId),
        sql`(max(shown_at, coalesce(dismissed_at, 0)) > ${now} - ${sql.raw(String(YEAR_MS))}
          OR number = (SELECT max(number) FROM prompts WHERE customer_id = ${customerId}))`,
      ),
    )
    .orderBy(desc(prompts.number))

export type PromptRows = Rows<ReturnType<typeof surveysAsked>> & Rows<ReturnType<typeof promptReads>>
export type Showing = typeof prompts.$inferSelect
export type SurveyRow = typeof surveys.$inferSelect
export type ResponseRow = typeof responses.$inferSelect

/**
 * For each survey the latest few facts whose delay is over, from where they are stored anyway: what has happened
 * since then, however much, is not due yet. `surveyId` names one survey; otherwise it is all that are asked, and a fact
 * that several of them ask about is there several times: to tell them apart would take longer than to find them.
 */
export function factReads(db: Db, key: CustomerKey, realTime: number, surveyId?: string) {
  const mine = sql`customer_id = ${customerIdOf(key)}`
  const now = merchantTime(key.merchantId, realTime)
  const due = (at: string) => {
    const column = sql.raw(at)
    const since = sql`${now} - ${sql.raw(String(LOOK_BACK_MS))}`
    return sql`${column} > ${since} AND ${column} <= asked.until ORDER BY ${column} DESC LIMIT 20`
  }
  const which = surveyId === undefined ? sql`` : sql`AND id = ${surveyId}`
  return {
    facts: db.select(FACT).from(sql`(
      WITH asked AS MATERIALIZED (SELECT json_extract(config, '$.trigger.on') AS name,
        ${now} - json_extract(config, '$.trigger.delayHours') * 3600000 AS until FROM surveys
        WHERE merchant_id = ${key.merchantId} AND deleted_at IS NULL AND json_extract(config, '$.active') ${which})
      SELECT name, 'order:' || o.external_id AS source, o.paid_at AS at, o.external_id AS "order"
        FROM asked CROSS JOIN orders o ON o.rowid IN
          (SELECT rowid FROM orders WHERE ${mine} AND status = 'paid' AND ${due('paid_at')})
        WHERE name = 'order.paid'
      UNION ALL SELECT name, 'refund:' || o.external_id || ':' || r.external_id, r.at, o.external_id
        FROM asked CROSS JOIN refunds r ON r.rowid IN
          (SELECT refunds.rowid FROM orders JOIN refunds ON order_id = orders.id WHERE ${mine} AND ${due('refunds.at')})
        JOIN orders o ON o.id = r.order_id WHERE name = 'order.refunded'
      UNION ALL SELECT name, 'spin:' || s.id, s.at, NULL
        FROM asked CROSS JOIN spins s ON s.rowid IN (SELECT rowid FROM spins WHERE ${mine} AND ${due('at')})
        WHERE name = 'wheel.spun'
      UNION ALL SELECT asked.name, 'event:' || e.external_id, e.at, NULL
        FROM asked CROSS JOIN events e ON e.rowid IN
          (SELECT rowid FROM events WHERE ${mine} AND events.name = asked.name AND ${due('at')})) AS facts`),
  }
}

/** One survey that is there, or all of them, with how many have answered. */
export function surveyReads(db: Db, merchantId: string, surveyId?: string) {
  const which = and(
    ...[eq(surveys.merchantId, merchantId), isNull(surveys.deletedAt)],
    surveyId === undefined ? undefined : eq(surveys.id, surveyId),
  )
  return {
    surveys: db
      .select({
        survey: surveys,
        responses: sql<number>`(SELECT count(*) FROM responses WHERE survey_id = surveys.id)`,
      })
      .from(surveys)
      .where(which)
      .orderBy(surveys.id),
  }
}

/** A survey, also one that was taken away, with what one customer has been shown and has answered of it. */
export function answerReads(
  db: Db,
  key: CustomerKey,
  realTime: number,
  { surveyId, promptId }: { surveyId: string; promptId?: string },
) {
  const id = customerIdOf(key)
  return {
    survey: db
      .select()
      .from(surveys)
      .where(and(eq(surveys.id, surveyId), eq(surveys.merchantId, key.merchantId))),
    prompt: db
      .select()
      .from(prompts)
      .where(and(eq(prompts.id, promptId ?? ''), eq(prompts.surveyId, surveyId), eq(prompts.customerId, id))),
    given: db
      .select()
      .from(responses)
      .where(and(eq(responses.customerId, id), eq(responses.surveyId, surveyId)))
      .orderBy(desc(responses.at), desc(responses.id)),
    lastOrder: lastOrderRead(db, key),
    ...factReads(db, key, realTime, surveyId),
  }
}

export const lastOrderRead = (db: Db, key: CustomerKey) =>
  db
    .select({ externalId: orders.externalId })
    .from(orders)
    .where(and(eq(orders.customerId, customerIdOf(key)), isNotNull(orders.paidAt)))
    .orderBy(desc(orders.paidAt))
    .limit(1)

/**
 * Null where the customer was erased or merged since they were read. In a column that takes no null it refuses the
 * row, and the verb decides again: nothing is written of somebody who is gone.
 */
export const whileThere = (value: string, customerId: string) =>
  sql<string>`(SELECT ${value} FROM customers WHERE id = ${customerId} AND erased_at IS NULL AND merged_into IS NULL)`
