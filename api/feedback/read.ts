import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { merchantTime } from '../merchants/tenant'
import { orders } from '../orders/table'
import type { Db, Rows } from '../store/store'
import { prompts, responses, surveys } from './table'

/** The longest delay of a trigger and as long as it stays due after that. */
const LOOK_BACK_MS = 120 * 86_400_000

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

/** What may be asked, what has happened to this shopper, and what they have been shown and have answered. */
export function promptReads(db: Db, key: CustomerKey, realTime: number) {
  const id = customerIdOf(key)
  return {
    surveys: db
      .select()
      .from(surveys)
      .where(and(eq(surveys.merchantId, key.merchantId), isNull(surveys.deletedAt)))
      .orderBy(surveys.id),
    shown: db.select().from(prompts).where(eq(prompts.customerId, id)).orderBy(desc(prompts.number)),
    answers: db
      .select({ surveyId: responses.surveyId, at: sql<number>`max(${responses.at})` })
      .from(responses)
      .where(and(eq(responses.customerId, id), isNotNull(responses.surveyId)))
      .groupBy(responses.surveyId),
    ...factReads(db, key, realTime),
  }
}

export type PromptRows = Rows<ReturnType<typeof promptReads>>
export type Showing = typeof prompts.$inferSelect
export type SurveyRow = typeof surveys.$inferSelect
export type ResponseRow = typeof responses.$inferSelect

/** The latest few of each kind, from where they are stored anyway. */
export function factReads(db: Db, key: CustomerKey, realTime: number) {
  const mine = sql`customer_id = ${customerIdOf(key)}`
  const since = sql`${merchantTime(key.merchantId, realTime)} - ${sql.raw(String(LOOK_BACK_MS))}`
  const latest = sql.raw('ORDER BY at DESC LIMIT 20')
  return {
    facts: db.all<Fact>(sql`
      SELECT name, source, at, number AS "order" FROM (SELECT 'order.paid' AS name,
        'order:' || external_id AS source, paid_at AS at, external_id AS number
        FROM orders WHERE ${mine} AND status = 'paid' AND paid_at > ${since} ${latest})
      UNION ALL SELECT * FROM (SELECT 'order.refunded',
        'refund:' || o.external_id || ':' || r.external_id, r.at AS at, o.external_id
        FROM orders o JOIN refunds r ON r.order_id = o.id WHERE ${mine} AND r.at > ${since} ${latest})
      UNION ALL SELECT * FROM (SELECT 'wheel.spun', 'spin:' || id, at, NULL
        FROM spins WHERE ${mine} AND at > ${since} ${latest})
      UNION ALL SELECT name, source, at, NULL FROM (SELECT name, 'event:' || external_id AS source, at,
        row_number() OVER (PARTITION BY name ORDER BY at DESC) AS nth
        FROM events WHERE ${mine} AND at > ${since}) WHERE nth <= 20`),
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
    ...factReads(db, key, realTime),
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
